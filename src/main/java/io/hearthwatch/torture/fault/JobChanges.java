package io.hearthwatch.torture.fault;

import io.hearthwatch.cluster.Installation;
import io.hearthwatch.cluster.Stage;
import io.hearthwatch.torture.world.FlinkProcesses;
import io.hearthwatch.torture.world.RepackedJar;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** What operators do to a job on purpose. */
final class JobChanges {
  private static final int SLOTS = 4;

  private JobChanges() {}

  /** Another parallelism of any stages, taken over from a checkpoint. */
  static Fault rescaled(Target target) {
    Map<Stage, Integer> wanted = wanted(target);
    return new Outage(() -> target.world().flink().rescale(wanted), () -> {});
  }

  /** A savepoint, the end, and a start from there at another parallelism. */
  static Fault rescaledFromSavepoint(Target target) {
    Map<Stage, Integer> wanted = wanted(target);
    return new Outage(() -> target.world().flink().rescaleFromSavepoint(wanted), () -> {});
  }

  /** Another build of the same code, by a savepoint. */
  static Fault jarReplaced(Target target) {
    FlinkProcesses flink = target.world().flink();
    String version = "torture-" + target.random().nextInt(1_000_000);
    return new Outage(
        () -> {
          Path jar = target.world().resolve(version + ".jar");
          flink.upgrade(RepackedJar.rebuilt(Installation.current().jobJar(), jar, version));
        },
        () -> {});
  }

  private static Map<Stage, Integer> wanted(Target target) {
    Map<Stage, Integer> wanted = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      if (stage == Stage.DETECT || target.random().nextBoolean()) {
        wanted.put(stage, 1 + target.random().nextInt(SLOTS));
      }
    }
    return wanted;
  }
}
