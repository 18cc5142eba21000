package io.hearthwatch.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Changes the parallelism of stages while the job runs: Flink's adaptive scheduler takes it over
 * from the next checkpoint, which this asks for at once.
 */
public final class JobRescale {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 50;
  private static final long CHECKPOINT_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Cluster cluster;

  /**
   * What came of it.
   *
   * @param job the job as it runs now
   * @param downtime from the first look that found a task missing to the one that found all
   */
  public record Outcome(JobReport job, Duration downtime) {}

  /** For a cluster on which a job runs. */
  public JobRescale(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Rescales, and returns when all tasks run at the new parallelism.
   *
   * @param wanted subtasks per stage, each at least 1
   * @throws ClusterException when there are not enough slots, or it does not come about
   */
  public Outcome run(Map<Stage, Integer> wanted) throws IOException, InterruptedException {
    FlinkJob job = cluster.requireJob();
    requireSlots(wanted);
    Map<String, Integer> vertices = new HashMap<>();
    for (JobView.Vertex vertex : job.view().vertices()) {
      Stage.ofVertex(vertex.name())
          .filter(wanted::containsKey)
          .ifPresent(stage -> vertices.put(vertex.id(), wanted.get(stage)));
    }
    try {
      job.require(vertices);
    } catch (ClusterException e) {
      throw new ClusterException(
          e.getMessage() + "; with --from-savepoint the job is stopped and started instead", e);
    }
    cluster.say("waits for a checkpoint and the new parallelism");
    Outcome outcome = awaitParallelism(job, wanted);
    cluster.remember(state -> state.running(state.job().at(wanted), job.id()));
    return outcome;
  }

  private void requireSlots(Map<Stage, Integer> wanted) throws IOException, InterruptedException {
    int slots = cluster.rest().get("/overview").path("slots-total").asInt();
    int most = wanted.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    if (most > slots) {
      throw new ClusterException(
          "parallelism %d needs %d slots, and there are %d:".formatted(most, most, slots)
              + " `hearthwatch cluster start --task-managers N` starts more task managers");
    }
  }

  private Outcome awaitParallelism(FlinkJob job, Map<Stage, Integer> wanted)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long lastCheckpoint = begin - CHECKPOINT_EVERY_NANOS;
    long downSince = 0;
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      JobView view = job.view();
      long now = System.nanoTime();
      boolean running = view.isRunning();
      if (running && view.parallelism().entrySet().containsAll(wanted.entrySet())) {
        Duration downtime = Duration.ofNanos(downSince == 0 ? 0 : now - downSince);
        return new Outcome(JobReport.of(job.id(), view), downtime);
      }
      if (view.isEnded()) {
        throw new ClusterException(
            "the job is %s: %s".formatted(view.state(), job.lastFailure().orElse("see its log")));
      }
      if (!running && downSince == 0) {
        downSince = now;
      }
      // The one before may have been completed while the scheduler was not ready to act on it.
      if (running && now - lastCheckpoint >= CHECKPOINT_EVERY_NANOS) {
        lastCheckpoint = now;
        checkpoint(job);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new ClusterException(
        "after %d s the job still runs as before: %s"
            .formatted(PATIENCE.toSeconds(), JobReport.describe(job.view().parallelism())));
  }

  private void checkpoint(FlinkJob job) throws IOException, InterruptedException {
    try {
      job.checkpoint();
    } catch (ClusterException refused) {
      // Its tasks are just being replaced, which is what is waited for.
      cluster.say("no checkpoint now: " + refused.getMessage());
    }
  }
}
