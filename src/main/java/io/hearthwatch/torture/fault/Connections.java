package io.hearthwatch.torture.fault;

import io.hearthwatch.torture.world.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections to broker and database that are cut, silent, refused or slow. */
final class Connections {
  private Connections() {}

  /** Those to the broker, to the database, or both; new ones are let in at once. */
  static Fault cut(Target target) {
    List<Relay> relays = some(target);
    return new Outage(
        () -> {
          for (Relay relay : relays) {
            awaitOne(relay);
            require(relay.cut());
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
            awaitOne(relay);
            require(relay.hang());
          }
        },
        () -> relays.forEach(Relay::heal));
  }

  static Fault databaseRefusing(Target target) {
    Relay relay = target.world().databaseRelay();
    return new Outage(
        () -> {
          awaitOne(relay);
          require(relay.refuse());
        },
        relay::heal);
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

  /** After a fault before this one, the job connects again only when it has something to say. */
  static void awaitOne(Relay relay) throws Exception {
    Effect.await("nobody connected", () -> relay.connections() > 0);
  }

  static void require(int connections) throws FaultWithoutEffectException {
    if (connections == 0) {
      throw new FaultWithoutEffectException("there was no connection");
    }
  }
}
