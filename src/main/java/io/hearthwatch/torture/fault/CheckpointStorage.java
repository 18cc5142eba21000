package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.CheckpointDisk;

/** A disk for checkpoints that takes none. */
final class CheckpointStorage {
  private CheckpointStorage() {}

  static Fault full(Target target) {
    CheckpointDisk disk = target.world().checkpointDisk();
    return new Outage(disk::fill, disk::empty);
  }

  static Fault readOnly(Target target) {
    CheckpointDisk disk = target.world().checkpointDisk();
    return new Outage(() -> disk.readOnly(true), () -> disk.readOnly(false));
  }
}
