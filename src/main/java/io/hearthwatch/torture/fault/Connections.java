package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.Relay;
import java.time.Duration;
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
