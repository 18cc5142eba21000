package io.hearthwatch.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a cluster and its job stand: what {@code status --json} prints.
 *
 * @param directory where the cluster's files are
 * @param running whether the job manager runs
 * @param page Flink's web page; null when it does not run
 * @param taskManagers task managers that are registered
 * @param slots slots that they have
 * @param freeSlots slots that no job uses
 * @param missing processes that were started and have ended by themselves
 * @param job the job; null when none was submitted
 * @param lastSavepoint where the last savepoint lies; null when there is none
 * @param interrupted what a command that was killed left undone, with the remedy; null when nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterStatus(
    String directory,
    boolean running,
    String page,
    int taskManagers,
    int slots,
    int freeSlots,
    List<String> missing,
    Job job,
    String lastSavepoint,
    String interrupted) {

  /**
   * The job.
   *
   * @param id Flink's id
   * @param state Flink's word, or {@code GONE} when the cluster does not know it any more
   * @param allTasksRun whether every task runs
   * @param parallelism subtasks per stage
   * @param restarts how often its tasks were started again, rescaling included
   * @param lastFailure why, the last time; null when nothing failed
   * @param lastFailureAt when, by the job manager's clock, ISO 8601; null when nothing failed
   * @param checkpoints since it was submitted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Job(
      String id,
      String state,
      boolean allTasksRun,
      Map<String, Integer> parallelism,
      long restarts,
      String lastFailure,
      String lastFailureAt,
      CheckpointView checkpoints) {}

  /**
   * Asks a cluster.
   *
   * @throws IOException when the job manager runs but does not answer
   */
  public static ClusterStatus of(Cluster cluster) throws IOException, InterruptedException {
    return of(cluster.directory(), cluster.state(), cluster.isUp());
  }

  /** Asks a cluster without keeping other commands from it. */
  public static ClusterStatus of(ClusterDirectory directory)
      throws IOException, InterruptedException {
    ClusterState state = directory.read();
    boolean up = state.alive().stream().anyMatch(ClusterProcess::isJobManager);
    return of(directory, state, up);
  }

  private static ClusterStatus of(ClusterDirectory directory, ClusterState state, boolean up)
      throws IOException, InterruptedException {
    FlinkRest rest = new FlinkRest(state.restPort(), () -> up);
    JsonNode overview = up ? rest.get("/overview") : FlinkRest.JSON.createObjectNode();
    return new ClusterStatus(
        directory.path().toString(),
        up,
        up ? rest.page() : null,
        overview.path("taskmanagers").asInt(),
        overview.path("slots-total").asInt(),
        overview.path("slots-available").asInt(),
        state.processes().stream()
            .filter(process -> !process.isAlive())
            .map(ClusterProcess::name)
            .toList(),
        up && state.jobId() != null ? job(rest, state.jobId()) : null,
        state.lastSavepoint(),
        state.interrupted());
  }

  private static Job job(FlinkRest rest, String id) throws IOException, InterruptedException {
    FlinkJob job = new FlinkJob(rest, id, Duration.ZERO);
    JobView view;
    try {
      view = job.view();
    } catch (RefusedException unknown) {
      return new Job(id, "GONE", false, Map.of(), 0, null, null, null);
    }
    Map<String, Integer> parallelism = new TreeMap<>();
    view.parallelism().forEach((stage, number) -> parallelism.put(stage.key(), number));
    Optional<FlinkJob.Failure> failure = job.failure();
    return new Job(
        id,
        view.state(),
        view.isRunning(),
        parallelism,
        job.restarts(),
        failure.map(FlinkJob.Failure::cause).orElse(null),
        failure.map(last -> Instant.ofEpochMilli(last.atMillis()).toString()).orElse(null),
        job.checkpoints());
  }
}
