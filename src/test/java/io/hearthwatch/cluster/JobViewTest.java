package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against answers as Flink 2.2 gives them, shortened. */
class JobViewTest {
  private static final String JOB =
      """
      {"jid": "a1", "state": "RUNNING", "vertices": [
        {"id": "1", "name": "Source: Read frame references -> Route records", "parallelism": 1,
         "tasks": {"RUNNING": 1, "INITIALIZING": 0}},
        {"id": "2", "name": "Fetch frames and detect objects -> Account for admitted frames",
         "parallelism": 4, "tasks": {"RUNNING": 3, "INITIALIZING": 1}},
        {"id": "3", "name": "Write ledger and detections: Writer", "parallelism": 2,
         "tasks": {"RUNNING": 2}},
        {"id": "4", "name": "Publish events: Writer", "parallelism": 1, "tasks": {"RUNNING": 1}}]}
      """;

  private static JobView view(String json) throws Exception {
    return JobView.of(new ObjectMapper().readTree(json));
  }

  @Test
  void aJobRunsWhenAllItsTasksDo() throws Exception {
    assertThat(view(JOB).isRunning()).isFalse();
    assertThat(view(JOB).tasks()).isEqualTo("7 of 8 tasks");
    assertThat(view(JOB.replace("\"RUNNING\": 3", "\"RUNNING\": 4")).isRunning()).isTrue();
    assertThat(view("{\"state\": \"RUNNING\", \"vertices\": []}").isRunning()).isFalse();
    assertThat(view("{\"state\": \"FAILED\"}").isEnded()).isTrue();
    assertThat(view("{\"state\": \"RESTARTING\"}").isEnded()).isFalse();
  }

  @Test
  void aStageIsAsParallelAsItsLeastParallelVertex() throws Exception {
    assertThat(view(JOB).parallelism())
        .isEqualTo(Map.of(Stage.INGEST, 1, Stage.DETECT, 4, Stage.STORE, 1));
  }

  @Test
  void theInnermostCauseIsTold() {
    assertThat(
            FlinkJob.cause(
                """
                org.apache.flink.runtime.JobException: Recovery is suppressed
                \tat a.b.C(C.java:1)
                Caused by: java.io.IOException: outer
                \tat a.b.C(C.java:2)
                Caused by: java.lang.IllegalStateException: the model is gone
                   Put it back.
                \t... 16 more
                """))
        .isEqualTo("java.lang.IllegalStateException: the model is gone Put it back.");
  }

  @Test
  void checkpointsAreThereOrNot() throws Exception {
    ObjectMapper json = new ObjectMapper();
    CheckpointView none =
        CheckpointView.of(
            json.readTree(
                """
                {"counts": {"completed": 0, "failed": 2},
                 "latest": {"completed": null, "savepoint": null}}
                """));
    assertThat(none).isEqualTo(new CheckpointView(0, 2, null, null, null, null, null));
    CheckpointView some =
        CheckpointView.of(
            json.readTree(
                """
                {"counts": {"completed": 3, "failed": 0}, "latest": {
                  "completed": {"trigger_timestamp": 0, "end_to_end_duration": 35,
                    "state_size": 120, "external_path": "file:/c/chk-3"},
                  "savepoint": {"external_path": "file:/s/savepoint-1"}}}
                """));
    assertThat(some)
        .isEqualTo(
            new CheckpointView(
                3, 0, "1970-01-01T00:00:00Z", 35L, 120L, "file:/c/chk-3", "file:/s/savepoint-1"));
  }
}
