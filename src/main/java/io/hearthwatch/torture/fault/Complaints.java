package io.hearthwatch.torture.fault;

import io.hearthwatch.cluster.ClusterStatus;
import java.time.Instant;

/**
 * What the job manager has to say of the job.
 *
 * @param failedAt when tasks last failed; {@link Instant#EPOCH} when they never did
 * @param failedCheckpoints how many were not completed; a job that was taken up again counts from 0
 */
record Complaints(Instant failedAt, long failedCheckpoints) {

  /** Asks. */
  static Complaints of(Target target) throws Exception {
    ClusterStatus.Job job =
        Effect.answer(
            "the job manager does not say how the job is",
            () -> target.world().flink().status().job());
    return new Complaints(
        job == null || job.lastFailureAt() == null
            ? Instant.EPOCH
            : Instant.parse(job.lastFailureAt()),
        job == null || job.checkpoints() == null ? 0 : job.checkpoints().failed());
  }
}
