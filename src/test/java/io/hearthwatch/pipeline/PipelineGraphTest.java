package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.testing.TestGraph;
import io.hearthwatch.testing.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph alone. That it builds at all shows that no type needs Kryo: generic types are off. */
class PipelineGraphTest {
  private final JobSettings settings =
      TestSettings.of("localhost:1", "jdbc:postgresql://localhost:1/x")
          .parallelism(new Parallelism(1, 2, 3, 4, 5, 6))
          .build();

  private StreamGraph graph() {
    return TestGraph.of(settings);
  }

  @Test
  void theUidsThatSavepointsKnow() {
    // Removing or renaming one of these loses state that people have.
    assertThat(nodes().keySet())
        .containsExactlyInAnyOrder(
            "read-references",
            "shed-frames",
            "route-records",
            "admit-frames",
            "detect-objects",
            "account-frames",
            "order-frames",
            "say-farewell",
            "gather-windows",
            "assess-risk",
            "count-outcomes",
            "keep-rejected",
            "keep-events",
            "write-ledger",
            "write-results",
            "publish-events",
            "publish-dead-letters");
  }

  @Test
  void eachStageRunsAtItsOwnParallelism() {
    Map<String, StreamNode> nodes = nodes();
    Map<String, Integer> expected =
        Map.of(
            "shed-frames", 1,
            "admit-frames", 2,
            "detect-objects", 3,
            "order-frames", 4,
            "gather-windows", 5,
            "count-outcomes", 6,
            "write-ledger", 6,
            "write-results", 6,
            "publish-events", 6);
    expected.forEach(
        (uid, parallelism) ->
            assertThat(nodes.get(uid).getParallelism()).as(uid).isEqualTo(parallelism));
    assertThat(nodes.values()).extracting(StreamNode::getMaxParallelism).containsOnly(1024);
  }

  /** Only within the source's task do a partition's records come in the order of their offsets. */
  @Test
  void framesAreShedWithinTheSourcesTask() {
    JobGraph jobs = graph().getJobGraph();
    assertThat(jobs.getVertices())
        .filteredOn(vertex -> vertex.getName().contains("Read frame references"))
        .singleElement()
        .satisfies(
            source ->
                assertThat(source.getName())
                    .contains("Shed frames")
                    // Flink cuts what is longer, and warns of it with every start.
                    .hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void everyOperatorHasANameForPeople() {
    assertThat(nodes().values())
        .extracting(StreamNode::getOperatorName)
        .allSatisfy(name -> assertThat(name).contains(" "));
  }

  private Map<String, StreamNode> nodes() {
    List<StreamNode> nodes =
        graph().getStreamNodes().stream()
            .filter(node -> node.getTransformationUID() != null)
            .toList();
    assertThat(nodes).hasSameSizeAs(graph().getStreamNodes());
    return nodes.stream().collect(Collectors.toMap(StreamNode::getTransformationUID, n -> n));
  }
}
