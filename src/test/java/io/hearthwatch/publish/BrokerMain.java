package io.hearthwatch.publish;

import io.hearthwatch.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a process of its own, which a test can bring to a halt. */
final class BrokerMain {
  private BrokerMain() {}

  /**
   * Starts a broker with a topic of frames, says where it is, and ends with its standard input.
   *
   * @param arguments a directory for the broker, and the topic
   */
  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Topics.create(admin, List.of(Topics.frames(arguments[1], 1)), 1);
    }
    System.out.println(broker.bootstrapServers());
    while (System.in.read() >= 0) {
      // Nothing is said; only the end counts.
    }
    Runtime.getRuntime().halt(0);
  }
}
