package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.FlinkProcesses;

/** Processes that are killed, or frozen for longer than others wait for their heartbeat. */
final class Processes {
  private static final String JOB_MANAGER = "jobmanager";

  private Processes() {}

  static Fault taskManagerKilled(Target target) {
    return killed(target, target.anyTaskManager());
  }

  static Fault jobManagerKilled(Target target) {
    return killed(target, JOB_MANAGER);
  }

  static Fault zooKeeperKilled(Target target) {
    return killed(target, "zookeeper");
  }

  private static Fault killed(Target target, String process) {
    FlinkProcesses flink = target.world().flink();
    return new Outage(() -> flink.kill(process), flink::start);
  }

  static Fault clusterKilled(Target target) {
    FlinkProcesses flink = target.world().flink();
    return new Outage(
        () -> {
          if (flink.killAll() < FlinkProcesses.TASK_MANAGERS + 2) {
            throw new FaultWithoutEffectException("not all processes of the cluster were alive");
          }
        },
        flink::start);
  }

  static Fault brokerKilled(Target target) {
    return new Outage(target.world().broker()::kill, target.world().broker()::start);
  }

  static Fault databaseKilled(Target target) {
    return new Outage(target.world().database()::kill, target.world().database()::start);
  }

  /** Until it has been given up. */
  static Fault taskManagerFrozen(Target target) {
    FlinkProcesses flink = target.world().flink();
    return frozen(
        target,
        target.anyTaskManager(),
        () ->
            Effect.await(
                "the frozen task manager was not given up",
                () -> flink.status().taskManagers() < FlinkProcesses.TASK_MANAGERS));
  }

  /** It cannot be asked whether others have given it up: its session with ZooKeeper is shorter. */
  static Fault jobManagerFrozen(Target target) {
    return frozen(target, JOB_MANAGER, () -> {});
  }

  /**
   * One that wakes up has been given up meanwhile, and does not know it. It may end itself then, so
   * what is missing is started.
   */
  private static Fault frozen(Target target, String process, Outage.Step effect) {
    FlinkProcesses flink = target.world().flink();
    return new Outage(
        () -> {
          flink.freeze(process);
          try {
            effect.take();
          } catch (FaultWithoutEffectException e) {
            flink.thaw(process);
            throw e;
          }
        },
        () -> {
          flink.thaw(process);
          flink.start();
        });
  }
}
