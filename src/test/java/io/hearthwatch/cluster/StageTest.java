package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.Parallelism;
import io.hearthwatch.testing.TestGraph;
import io.hearthwatch.testing.TestSettings;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.junit.jupiter.api.Test;

class StageTest {

  @Test
  void everyVertexOfTheGraphBelongsToItsStage() {
    Map<Stage, Integer> found = new EnumMap<>(Stage.class);
    for (JobVertex vertex : vertices(new Parallelism(1, 2, 3, 4, 5, 6))) {
      Stage stage = Stage.ofVertex(vertex.getName()).orElseThrow();
      found.merge(stage, vertex.getParallelism(), Math::max);
    }

    assertThat(found)
        .isEqualTo(
            Map.of(
                Stage.INGEST,
                1,
                Stage.ADMIT,
                2,
                Stage.DETECT,
                3,
                Stage.ORDER,
                4,
                Stage.WINDOW,
                5,
                Stage.STORE,
                6));
  }

  @Test
  void noTwoStagesShareAVertexHoweverParallelTheyAre() {
    for (JobVertex vertex : vertices(new Parallelism(1, 1, 1, 1, 1, 1))) {
      assertThat(Stage.ofVertex(vertex.getName())).as(vertex.getName()).isPresent();
      assertThat(Stage.values())
          .filteredOn(stage -> stage.isIn(vertex.getName()))
          .as(vertex.getName())
          .hasSize(1);
    }
  }

  @Test
  void aKeyNamesAStage() {
    assertThat(Stage.of("detect")).contains(Stage.DETECT);
    assertThat(Stage.of("DETECT")).isEmpty();
    assertThat(Stage.STORE.key()).isEqualTo("store");
  }

  private static Iterable<JobVertex> vertices(Parallelism parallelism) {
    JobSettings settings =
        TestSettings.of("localhost:1", "jdbc:postgresql://localhost:1/x")
            .parallelism(parallelism)
            .build();
    return TestGraph.of(settings).getJobGraph().getVertices();
  }
}
