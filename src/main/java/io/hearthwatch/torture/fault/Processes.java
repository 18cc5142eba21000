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

  static Fault brokerKilled(Target target) {
    return new Outage(target.world().broker()::kill, target.world().broker()::start);
  }

  static Fault databaseKilled(Target target) {
    return new Outage(target.world().database()::kill, target.world().database()::start);
  }

  static Fault taskManagerFrozen(Target target) {
    return frozen(target, target.anyTaskManager());
  }

  static Fault jobManagerFrozen(Target target) {
    return frozen(target, JOB_MANAGER);
  }

  /**
   * One that wakes up has been given up meanwhile, and does not know it. It may end itself then, so
   * what is missing is started.
   */
  private static Fault frozen(Target target, String process) {
    FlinkProcesses flink = target.world().flink();
    return new Outage(
        () -> flink.freeze(process),
        () -> {
          flink.thaw(process);
          flink.start();
        });
  }
}
