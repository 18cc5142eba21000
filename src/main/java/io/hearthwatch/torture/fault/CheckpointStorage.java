package io.hearthwatch.torture.fault;

import io.hearthwatch.cluster.ClusterStatus;
import io.hearthwatch.torture.world.CheckpointDisk;

/** A disk for checkpoints that takes none. */
final class CheckpointStorage {
  private CheckpointStorage() {}

  static Fault full(Target target) {
    CheckpointDisk disk = target.world().checkpointDisk();
    return new Outage(() -> untilOneFails(target, disk::fill), disk::empty);
  }

  static Fault readOnly(Target target) {
    CheckpointDisk disk = target.world().checkpointDisk();
    return new Outage(
        () -> untilOneFails(target, () -> disk.readOnly(true)), () -> disk.readOnly(false));
  }

  private static void untilOneFails(Target target, Outage.Step step) throws Exception {
    long before = failed(target);
    step.take();
    Effect.await("no checkpoint failed", () -> failed(target) > before);
  }

  /** A job that was taken up again counts from 0. */
  private static long failed(Target target) throws Exception {
    ClusterStatus.Job job = target.world().flink().status().job();
    return job == null || job.checkpoints() == null ? 0 : job.checkpoints().failed();
  }
}
