package io.hearthwatch.torture;

import io.hearthwatch.cluster.ClusterStatus;
import io.hearthwatch.torture.world.FlinkProcesses;
import java.io.IOException;
import java.time.Instant;

/**
 * By what a person at Flink's page would see that something is wrong.
 *
 * @param answers whether the job manager answers
 * @param running whether all tasks run
 * @param failure when tasks last failed, ISO 8601; empty when they never did
 * @param failedCheckpoints how many were not completed
 * @param lastCheckpoint when the last complete one was begun, ISO 8601; empty when there is none
 */
record Signs(
    boolean answers,
    boolean running,
    String failure,
    long failedCheckpoints,
    String lastCheckpoint) {
  private static final Signs SILENCE = new Signs(false, false, "", 0, "");

  /** Looks. */
  static Signs of(FlinkProcesses flink) throws InterruptedException {
    ClusterStatus status;
    try {
      status = flink.status();
    } catch (IOException | RuntimeException noAnswer) {
      return SILENCE;
    }
    ClusterStatus.Job job = status.job();
    if (!status.running() || job == null || job.checkpoints() == null) {
      return SILENCE;
    }
    String last = job.checkpoints().last();
    return new Signs(
        true,
        job.allTasksRun(),
        // Not the number of restarts: Flink tells it up to ten seconds late.
        job.lastFailureAt() == null ? "" : job.lastFailureAt(),
        job.checkpoints().failed(),
        last == null ? "" : last);
  }

  /** Whether something has gone wrong since an earlier look. */
  boolean worseThan(Signs before) {
    return !answers
        || !running
        || failedCheckpoints > before.failedCheckpoints
        || !failure.equals(before.failure);
  }

  /** Whether all tasks run and a checkpoint was begun and completed since. */
  boolean wellSince(Instant moment) {
    return running && !lastCheckpoint.isEmpty() && Instant.parse(lastCheckpoint).isAfter(moment);
  }
}
