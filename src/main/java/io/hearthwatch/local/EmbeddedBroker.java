package io.hearthwatch.local;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker with its own controller (KRaft, one node) inside this JVM, on 127.0.0.1.
 *
 * <p>Topics are never created by accident: {@link io.hearthwatch.publish.Topics} does that. Several
 * brokers can live side by side, each in its own directory. Registers no shutdown hook: see {@link
 * WorkDirectory}.
 *
 * <p>Safe to share between threads.
 */
public final class EmbeddedBroker implements Closeable {
  private static final String HOST = "127.0.0.1";
  private static final int ATTEMPTS = 3;
  private static final int SEGMENT_BYTES = 16 << 20;

  /** Part of the data: the same with every start. */
  private static final int NODE_THAT_STAYS = 1;

  /** Distinct, as brokers in one JVM share its metrics registry. */
  private static final AtomicInteger NODES = new AtomicInteger();

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.bootstrapServers = HOST + ":" + port;
  }

  /**
   * Starts a broker; returns when it answers.
   *
   * @param directory where its data goes: created if missing, else empty; not deleted at the end
   * @throws IOException if the directory cannot be used or the broker does not start
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    return start(directory, Map.of());
  }

  /**
   * As {@link #start(Path)}, with settings of the broker over its own, such as how its listener
   * {@code CLIENT} is secured.
   */
  public static EmbeddedBroker start(Path directory, Map<String, String> settings)
      throws IOException {
    return start(directory, settings, FreePorts::next);
  }

  /**
   * As {@link #start(Path, Map)}.
   *
   * @param ports asked for two ports in each attempt: the broker's and the controller's
   */
  static EmbeddedBroker start(Path directory, Map<String, String> settings, IntSupplier ports)
      throws IOException {
    QuietLogging.apply();
    neverEndThisJvm();
    requireEmpty(directory);
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      Path data = directory.resolve("attempt-" + attempt);
      Properties properties =
          properties(NODES.incrementAndGet(), port, ports.getAsInt(), data.toString());
      properties.putAll(settings);
      format(properties);
      KafkaRaftServer server = null;
      try {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
      } catch (RuntimeException e) {
        stop(server);
        if (attempt == ATTEMPTS || !isBusyPort(e)) {
          throw new IOException("the Kafka broker in " + directory + " did not start", e);
        }
      }
    }
  }

  /**
   * Starts a broker on data that outlives it: what was acknowledged is on disk, also when the power
   * fails. Its topics have no retention of their own.
   *
   * @param directory where its data goes: created if missing, taken up if there
   * @param port of the broker, free
   * @param controllerPort of its controller, free
   * @throws IOException if the data cannot be used or the broker does not start
   */
  public static EmbeddedBroker open(Path directory, int port, int controllerPort)
      throws IOException {
    return open(directory, port, controllerPort, port);
  }

  /**
   * As {@link #open(Path, int, int)}, for clients that reach it through something in between.
   *
   * @param advertisedPort where clients are sent
   */
  public static EmbeddedBroker open(
      Path directory, int port, int controllerPort, int advertisedPort) throws IOException {
    QuietLogging.apply();
    neverEndThisJvm();
    Path data = Files.createDirectories(directory).resolve("data");
    Properties properties = properties(NODE_THAT_STAYS, port, controllerPort, data.toString());
    properties.put("advertised.listeners", "CLIENT://" + HOST + ":" + advertisedPort);
    // A file system may hold back what was written for half a minute.
    properties.put("log.flush.interval.messages", "1");
    properties.put("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
    properties.put("log.roll.hours", "24");
    properties.put("log.retention.ms", "-1");
    // Allotted in full for each segment under way.
    properties.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // Its tables would take more room than a home's records do.
    properties.put("offsets.topic.segment.bytes", Integer.toString(SEGMENT_BYTES / 8));
    if (!Files.exists(data)) {
      // Prepared aside: one that was killed while it did this leaves nothing that looks ready.
      Path unready = directory.resolve("data.new");
      DirectoryTree.delete(unready);
      Properties aside = new Properties();
      aside.putAll(properties);
      aside.put("log.dirs", unready.toString());
      format(aside);
      Files.move(unready, data, StandardCopyOption.ATOMIC_MOVE);
    }
    KafkaRaftServer server = null;
    try {
      server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, port);
    } catch (RuntimeException e) {
      stop(server);
      throw new IOException(
          "the Kafka broker on the data in %s did not start: %s".formatted(data, e.getMessage()),
          e);
    }
  }

  /** {@code 127.0.0.1:port}, for every client. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops broker and controller and waits for both. Idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stop(server);
    }
  }

  private static void stop(KafkaRaftServer server) {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /**
   * A broker whose data fails under it (its directory was deleted, the disk is full) halts its
   * process. This process is not the broker's: halting would skip the hooks that stop Postgres.
   */
  private static void neverEndThisJvm() {
    Exit.Procedure refuse =
        (status, message) -> {
          throw new IllegalStateException(
              "the embedded Kafka broker wanted to end the process with status "
                  + status
                  + (message == null ? "" : ": " + message));
        };
    Exit.setExitProcedure(refuse);
    Exit.setHaltProcedure(refuse);
  }

  private static void requireEmpty(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var entries = Files.list(directory)) {
      if (entries.findAny().isPresent()) {
        throw new IOException(
            directory + " is not empty: give the Kafka broker a directory of its own");
      }
    }
  }

  private static boolean isBusyPort(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static Properties properties(int node, int port, int controllerPort, String data) {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(node));
    properties.put("controller.quorum.voters", node + "@" + HOST + ":" + controllerPort);
    properties.put(
        "listeners",
        "CLIENT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("advertised.listeners", "CLIENT://" + HOST + ":" + port);
    properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "CLIENT");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("log.dirs", data);
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    // The cleaner's default buffer would take 128 MB of a heap that the job needs.
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    return properties;
  }

  private static void format(Properties properties) throws IOException {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(words, true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(print)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
          .setControllerListenerName(properties.getProperty("controller.listener.names"))
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setDirectories(List.of(properties.getProperty("log.dirs")))
          .setMetadataLogDirectory(properties.getProperty("log.dirs"))
          .run();
    } catch (Exception e) {
      throw new IOException(
          "cannot prepare "
              + properties.getProperty("log.dirs")
              + " for the Kafka broker: "
              + words.toString(StandardCharsets.UTF_8),
          e);
    }
  }
}
