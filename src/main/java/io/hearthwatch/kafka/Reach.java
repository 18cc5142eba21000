package io.hearthwatch.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether anything takes connections where Kafka should be: what its clients' "timed out" leaves
 * out.
 *
 * @param failures by server, why no connection came about; those that took one are missing
 * @param servers how many were tried
 */
record Reach(Map<String, String> failures, int servers) {
  private static final int PATIENCE_MILLIS = 2_000;

  /** Connects to each server, and hangs up. */
  static Reach of(String bootstrapServers) {
    String[] servers = bootstrapServers.split(",");
    Map<String, String> failures = new LinkedHashMap<>();
    for (String server : servers) {
      failure(server.strip()).ifPresent(why -> failures.put(server.strip(), why));
    }
    return new Reach(failures, servers.length);
  }

  private static Optional<String> failure(String server) {
    int colon = server.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(server.substring(colon + 1));
      String host = server.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("no such host");
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether at least one took a connection. */
  boolean any() {
    return failures.size() < servers;
  }

  /** What that means, and what to do. */
  String words(KafkaAccess access) {
    if (any()) {
      return ("something takes connections there, but does not say what Kafka would; if it wants TLS"
              + " or a login, set security.protocol (now %s) in %s; if it is Kafka, its"
              + " advertised.listeners may name what cannot be reached from here")
          .formatted(access.protocol(), access.propertiesOption());
    }
    StringBuilder each = new StringBuilder();
    failures.forEach(
        (server, why) ->
            each.append(each.isEmpty() ? "" : ", ").append(server).append(": ").append(why));
    return "no connection comes about, %s; start it, or correct %s"
        .formatted(each, access.serversOption());
  }
}
