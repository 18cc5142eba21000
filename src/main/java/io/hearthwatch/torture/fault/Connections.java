package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.Relay;
import io.hearthwatch.torture.world.TortureWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Connections to broker and database that are cut, silent, refused or slow. */
final class Connections {
  private Connections() {}

  /** Those to the broker, to the database, or both; new ones are let in at once. */
  static Fault cut(Target target) {
    List<Relay> relays = some(target);
    return new Outage(
        () -> {
          for (Relay relay : relays) {
            spoil(relay::cut);
          }
        },
        () -> {});
  }

  /** They stay open, and nothing comes through any more. */
  static Fault hanging(Target target) {
    List<Relay> relays = some(target);
    return new Outage(
        () -> {
          for (Relay relay : relays) {
            spoil(relay::hang);
          }
        },
        () -> relays.forEach(Relay::heal));
  }

  static Fault databaseRefusing(Target target) {
    Relay relay = target.world().databaseRelay();
    return new Outage(() -> spoil(relay::refuse), relay::heal);
  }

  static Fault databaseSlow(Target target) {
    Relay relay = target.world().databaseRelay();
    Duration by = Duration.ofMillis(100 + target.random().nextInt(400));
    return new Outage(
        () -> {
          long before = relay.slowed();
          relay.slow(by);
          Effect.await("nothing came back from the database", () -> relay.slowed() > before);
        },
        relay::heal);
  }

  /**
   * The same, until the job has noticed: tasks that write to the database have failed, or, where
   * the broker alone is silent, a checkpoint was given up.
   */
  static Fault silent(Target target) {
    List<Relay> relays = some(target);
    boolean tasksFail = relays.contains(target.world().databaseRelay());
    return new Outage(
        () -> {
          for (Relay relay : relays) {
            spoil(relay::hang);
          }
          awaitComplaint(target, tasksFail, "nothing failed because of silence");
        },
        () -> relays.forEach(Relay::heal));
  }

  /** Until tasks have failed. */
  static Fault databaseTooSlow(Target target) {
    Relay relay = target.world().databaseRelay();
    Duration by =
        TortureWorld.DATABASE_ANSWERS_WITHIN.plusMillis(1_000 + target.random().nextInt(4_000));
    return new Outage(
        () -> {
          relay.slow(by);
          awaitComplaint(target, true, "nothing failed because of a slow database");
        },
        relay::heal);
  }

  /**
   * @param byTasks whether it must be of tasks, not of a checkpoint
   */
  private static void awaitComplaint(Target target, boolean byTasks, String otherwise)
      throws Exception {
    Instant begin = Instant.now();
    long before = Complaints.of(target).failedCheckpoints();
    Effect.awaitLong(
        otherwise,
        () -> {
          Complaints now = Complaints.of(target);
          return now.failedAt().isAfter(begin) || !byTasks && now.failedCheckpoints() > before;
        });
  }

  private static List<Relay> some(Target target) {
    List<Relay> relays = new ArrayList<>();
    int choice = target.random().nextInt(3);
    if (choice != 0) {
      relays.add(target.world().databaseRelay());
    }
    if (choice != 1) {
      relays.add(target.world().kafkaRelay());
    }
    return relays;
  }

  /**
   * Does it until it met a connection: after the fault before this one, the job connects again only
   * when it has something to say.
   *
   * @param deed returns how many connections it met; may be done again
   */
  static void spoil(Callable<Integer> deed) throws Exception {
    Effect.await("there was no connection", () -> deed.call() > 0);
  }
}
