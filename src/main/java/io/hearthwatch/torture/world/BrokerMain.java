package io.hearthwatch.torture.world;

import io.hearthwatch.local.EmbeddedBroker;
import java.nio.file.Path;

/** A broker as a process of its own. */
final class BrokerMain {
  /** What it prints when it answers. */
  static final String READY = "broker ready";

  private BrokerMain() {}

  /**
   * Runs until it is killed, or until whoever started it has ended and its input with it.
   *
   * @param args directory, port, the controller's port, the port where clients are sent
   */
  @SuppressWarnings("SystemOut") // What its parent waits for.
  public static void main(String[] args) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.open(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    broker.close();
    Runtime.getRuntime().halt(0);
  }
}
