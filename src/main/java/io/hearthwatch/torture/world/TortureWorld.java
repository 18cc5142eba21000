package io.hearthwatch.torture.world;

import io.hearthwatch.cluster.Installation;
import io.hearthwatch.local.FreePorts;
import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.publish.Topics;
import io.hearthwatch.schema.Migration;
import io.hearthwatch.torture.check.WriteHistory;
import io.hearthwatch.torture.history.CodedModel;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * All processes of one run, started in order and found again by name.
 *
 * <p>Closed with the work directory that it is in.
 */
public final class TortureWorld {
  /** The topic of frames. */
  public static final String FRAMES = "frames";

  /** The topic of events. */
  public static final String EVENTS = "events";

  /** The topic of rejected records. */
  public static final String DEAD_LETTERS = "dead-letters";

  /** Under which the job commits how far it has read. */
  public static final String GROUP = "torture";

  /** How long the job waits for an answer of the database; a minute unless its address says so. */
  public static final Duration DATABASE_ANSWERS_WITHIN = Duration.ofSeconds(6);

  private final WorkDirectory directory;
  private final Relay kafkaRelay;
  private final Relay databaseRelay;
  private final BrokerProcess broker;
  private final DatabaseProcess database;
  private final CheckpointDisk checkpointDisk;
  private final FlinkProcesses flink;

  /**
   * Nothing is started yet.
   *
   * @param directory where everything goes, and with whose closing it ends
   * @param progress is told what the cluster does
   */
  public TortureWorld(WorkDirectory directory, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.directory = directory;
    int kafkaPort = FreePorts.next();
    this.broker =
        directory.register(
            new BrokerProcess(
                directory.resolve("kafka"), directory.resolve("broker.log"), kafkaPort));
    this.database = directory.register(new DatabaseProcess(directory.resolve("postgres")));
    this.kafkaRelay = directory.register(new Relay("kafka", kafkaPort, broker.port()));
    this.databaseRelay =
        directory.register(new Relay("postgres", FreePorts.next(), database.port()));
    Path cluster = directory.resolve("cluster");
    Path checkpoints = FlinkProcesses.checkpoints(cluster);
    directory.register(new AfterDeath(directory.path(), checkpoints));
    this.checkpointDisk = directory.register(new CheckpointDisk(checkpoints));
    this.flink = directory.register(new FlinkProcesses(cluster, progress));
  }

  /** Starts all of it and submits the job. */
  public void start(History history) throws Exception {
    broker.start();
    database.start();
    database.create();
    Migration.migrate(
        jdbcUrl(), DatabaseProcess.USER, Files.readString(database.passwordFile()).strip());
    try (Connection connection = database.connect()) {
      WriteHistory.installIn(connection);
    }
    try (Admin admin = admin()) {
      Topics.create(
          admin,
          List.of(
              Topics.frames(FRAMES, history.settings().partitions()),
              Topics.events(EVENTS, 2),
              Topics.deadLetters(DEAD_LETTERS, 1)),
          1);
    }
    Files.createDirectories(history.settings().framesRoot());
    flink.start();
    flink.submit(Installation.current().jobJar(), arguments(history));
  }

  private List<String> arguments(History history) throws IOException {
    Path model = directory.resolve("model.onnx");
    CodedModel.copyTo(model);
    List<String> arguments = new ArrayList<>();
    history
        .jobOptions(model, FRAMES)
        .forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    Map.of(
            "kafka.bootstrap-servers",
            bootstrapServers(),
            "kafka.group-id",
            GROUP,
            "kafka.frames-topic",
            FRAMES,
            "kafka.events-topic",
            EVENTS,
            "kafka.dead-letters-topic",
            DEAD_LETTERS,
            "postgres.jdbc-url",
            jdbcUrl(),
            "postgres.user",
            DatabaseProcess.USER,
            "postgres.password-file",
            database.passwordFile().toString(),
            "store.batch-interval",
            "100 ms",
            // On all slots, so that every task manager is needed.
            "detect.parallelism",
            "4")
        .forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    arguments.addAll(List.of("--window.interim-after", "2 s"));
    return List.copyOf(arguments);
  }

  /**
   * Somebody who has rejected records sent again.
   *
   * @param seed of what happens to their commands
   */
  public Operator operator(long seed) {
    return new OperatorProcess(
        List.of(
            "--bootstrap-servers",
            bootstrapServers(),
            "--jdbc-url",
            "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=%s"
                .formatted(database.port(), DatabaseProcess.NAME, OperatorProcess.SESSIONS),
            "--user",
            DatabaseProcess.USER,
            "--password-file",
            database.passwordFile().toString()),
        directory.resolve("operator.log"),
        seed);
  }

  private String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?socketTimeout=%d"
        .formatted(databaseRelay.port(), DatabaseProcess.NAME, DATABASE_ANSWERS_WITHIN.toSeconds());
  }

  /** Where clients of Kafka come. */
  public String bootstrapServers() {
    return "127.0.0.1:" + kafkaRelay.port();
  }

  /** For questions to the broker, to be closed by the caller. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** The broker. */
  public BrokerProcess broker() {
    return broker;
  }

  /** The database server. */
  public DatabaseProcess database() {
    return database;
  }

  /** Between the broker and everybody else. */
  public Relay kafkaRelay() {
    return kafkaRelay;
  }

  /** Between the database and the job. */
  public Relay databaseRelay() {
    return databaseRelay;
  }

  /** Where checkpoints are. */
  public CheckpointDisk checkpointDisk() {
    return checkpointDisk;
  }

  /** The cluster. */
  public FlinkProcesses flink() {
    return flink;
  }

  /** A path for what a fault makes. */
  public Path resolve(String name) {
    return directory.resolve(name);
  }
}
