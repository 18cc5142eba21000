package io.hearthwatch.cluster;

import io.hearthwatch.local.DirectoryTree;
import io.hearthwatch.text.OneLine;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Brings a cluster down and leaves nothing but logs, checkpoints and savepoints. */
public final class ClusterStop {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Cluster cluster;

  /** For a cluster that may run or not. */
  public ClusterStop(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Ends the job, if one runs, and all processes.
   *
   * @param withSavepoint whether to make a savepoint first
   * @return the savepoint
   * @throws ClusterException when it cannot be made; then everything goes on as before
   */
  public Optional<String> run(boolean withSavepoint) throws IOException, InterruptedException {
    if (cluster.state().processes().isEmpty()) {
      cluster.say("no cluster runs from " + cluster.directory().path());
      return Optional.empty();
    }
    Optional<String> savepoint = withSavepoint ? stopJob() : Optional.empty();
    if (cluster.isUp()) {
      cancelJobs();
    }
    cluster.say("ends the processes");
    endProcesses();
    return savepoint;
  }

  /**
   * Ends the job with a savepoint; the processes stay.
   *
   * @return where the savepoint lies
   * @throws ClusterException when no job runs, or no savepoint can be made
   */
  public String endJob() throws IOException, InterruptedException {
    cluster.requireJob();
    return stopJob().orElseThrow();
  }

  /** Ends whatever runs on the cluster as it stands; the processes stay. */
  public void cancelJob() throws IOException, InterruptedException {
    cluster.requireUp();
    cluster.cancelAllJobs();
  }

  /** Deletes what is left, savepoints included; for a cluster that does not run. */
  public void purge() throws IOException {
    cluster.directory().delete();
  }

  private Optional<String> stopJob() throws IOException, InterruptedException {
    if (!cluster.isUp() && cluster.state().jobId() != null) {
      throw new ClusterException(
          "the job manager does not run, so no savepoint can be made: `hearthwatch cluster start`"
              + " brings it and its job back, or --cancel stops without a savepoint");
    }
    Optional<String> job = jobToStop();
    Optional<String> older =
        Optional.ofNullable(cluster.state().redeployment()).map(Redeployment.Plan::savepoint);
    if (job.isEmpty()) {
      older.ifPresent(savepoint -> cluster.say("no job runs since " + savepoint));
      return older;
    }
    cluster.say("stops the job with a savepoint");
    try {
      return Optional.of(new JobStop(cluster).run(job.get(), (state, savepoint) -> state));
    } catch (RefusedException e) {
      if (older.isEmpty()) {
        throw new ClusterException(
            e.getMessage() + "; with --cancel the cluster stops without a savepoint", e);
      }
      cluster.say(
          "%s; what the job did since the savepoint of the %s that was interrupted, it does again"
              .formatted(e.getMessage(), cluster.state().redeployment().kind()));
      return older;
    }
  }

  /**
   * The one whose stop was not answered, else the one that runs: what was submitted since the
   * savepoint of a change that was interrupted may have run for long.
   */
  private Optional<String> jobToStop() throws IOException, InterruptedException {
    StopOrder unanswered = cluster.state().stopping();
    if (unanswered != null) {
      return Optional.of(unanswered.jobId());
    }
    if (cluster.state().redeployment() == null) {
      return cluster.runningJob().map(FlinkJob::id);
    }
    for (FlinkJob job : cluster.isUp() ? cluster.runningJobs() : List.<FlinkJob>of()) {
      if (cluster.state().redeployment().savepoint() == null || job.view().isRunning()) {
        return Optional.of(job.id());
      }
    }
    return Optional.empty();
  }

  /** So that sinks send what they hold. A job manager that does not answer cannot be waited for. */
  private void cancelJobs() throws InterruptedException {
    try {
      cluster.cancelAllJobs();
    } catch (IOException e) {
      cluster.say("no job was cancelled: " + OneLine.of(e));
    }
  }

  /**
   * Task managers first: their job manager sees them leave; ZooKeeper last. What it knew goes too,
   * or a job that could not be cancelled would run again with the next start.
   */
  private void endProcesses() throws IOException, InterruptedException {
    List<ClusterProcess> processes =
        cluster.state().processes().stream()
            .sorted(Comparator.comparing(ClusterStop::order))
            .toList();
    for (ClusterProcess process : processes) {
      process.end(PATIENCE);
    }
    cluster.remember(
        state ->
            state
                .withProcesses(List.of())
                .running(state.job(), null)
                .redeploying(null)
                .stopping(null));
    DirectoryTree.delete(cluster.directory().temporary());
    DirectoryTree.delete(cluster.directory().highAvailability());
  }

  private static int order(ClusterProcess process) {
    return process.isTaskManager() ? 0 : process.isJobManager() ? 1 : 2;
  }
}
