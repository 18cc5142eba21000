package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.domain.AcceptedGap;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.LockedDirectory;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.TableComparison;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints that earlier versions of the job made, and people may have, can be restored: the job
 * goes on from each as if it had never stopped. src/test/resources/savepoints/README.md says when
 * and how another one is made.
 */
class SavepointITCase {
  private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
  private static final String STANDING = "standing-rows.txt";

  /**
   * A gap that the job knew of when the later savepoints were made: in partition 0, over nothing.
   */
  private static final AcceptedGap KNOWN = new AcceptedGap(SavepointScene.TOPIC, 0, 1);

  /** Since then savepoints know of that gap, and of their result version. */
  private static final int FIRST_THAT_KNOWS = 8;

  @TempDir private static Path dir;
  private static LockedDirectory pictures;
  private static Path model;
  private static long records;
  private static RiskRun reference;

  @BeforeAll
  static void publishAndRunPlainly() throws Exception {
    pictures = LockedDirectory.take(SavepointScene.ROOT);
    SavepointScene.writePictures();
    model = DemoDetector.copyTo(dir.resolve("model.onnx"));
    createTopic();
    if (Boolean.getBoolean("hearthwatch.regenerate")) {
      makeAnotherSavepoint();
    } else {
      records = publish(0, SavepointScene.SAVEPOINT_TICK);
    }
    records += publish(SavepointScene.SAVEPOINT_TICK, Integer.MAX_VALUE);

    reference = RiskRun.over(SavepointScene.TOPIC, SavepointScene.ROOT, model, all(1));
    try (RunningJob job = start(reference, SavepointScene.analyzers(), null)) {
      job.awaitSettled(reference.database, records);
    }
  }

  /** With the producer's times, which are the same each time, and old: nothing expires. */
  private static void createTopic() throws Exception {
    NewTopic topic =
        new NewTopic(SavepointScene.TOPIC, SavepointScene.PARTITIONS, (short) 1)
            .configs(Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));
    KafkaServer.shared().admin().createTopics(List.of(topic)).all().get();
    // Returns when the leaders answer.
    KafkaServer.shared().createTopic(SavepointScene.TOPIC, SavepointScene.PARTITIONS);
  }

  private static int publish(int fromTick, int toTick) {
    return KafkaServer.shared().produce(SavepointScene.records(fromTick, toTick)).size();
  }

  @AfterAll
  static void leaveNothingBehind() throws IOException {
    pictures.close();
  }

  static Stream<Path> versions() throws IOException {
    try (Stream<Path> entries = Files.list(SAVEPOINTS)) {
      return entries.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void goesOnFromASavepoint(Path savepoint) throws Exception {
    TestDatabase database = PostgresServer.copyOf(reference.database);
    try (Connection expected = reference.database.connect();
        Connection actual = database.connect()) {
      StandingRows rows = StandingRows.read(savepoint.resolve(STANDING));
      rows.keepOnlyThese(actual);
      assertThatMuchIsLeftToTheState(rows, expected, actual);

      RiskRun restored =
          RiskRun.into(
              database,
              SavepointScene.TOPIC,
              SavepointScene.ROOT,
              model,
              new Parallelism(1, 2, 3, 1, 2, 2));
      try (RunningJob job =
          start(restored, SavepointScene.analyzers(), savepoint.toUri().toString())) {
        job.awaitSettled(database, records);
      }
      TableComparison.assertEqualTables(expected, actual);
      assertThat(Audit.run(actual).clean()).isTrue();
      assertThat(
              Rows.query(
                  actual,
                  "SELECT DISTINCT kafka_partition || ' ' || after_gap FROM hearthwatch.batch"
                      + " WHERE after_gap > 0"))
          .as("gaps that the state knows of, on the windows of their partition")
          .isEqualTo(
              Integer.parseInt(savepoint.getFileName().toString().substring(1)) < FIRST_THAT_KNOWS
                  ? List.of()
                  : List.of(KNOWN.partition() + " " + KNOWN.end()));
    }
  }

  @Test
  void doesNotGoOnUnderAnotherResultVersion() throws Exception {
    RiskRun other =
        RiskRun.over(SavepointScene.TOPIC, SavepointScene.ROOT, model, all(2)).as("trial");
    String savepoint = SAVEPOINTS.resolve("v" + FIRST_THAT_KNOWS).toUri().toString();
    try (RunningJob job = start(other, SavepointScene.analyzers(), savepoint);
        Connection connection = other.database.connect()) {
      assertThat(job.awaitFailure())
          .as("although it would be started again for ever")
          .contains("belongs to result version main, and result.version is trial")
          .contains("start without state, so that the topic is read from its beginning")
          .contains("to go on with main, set result.version: main");
      assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.frame")).isEqualTo("0");
      assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.batch")).isEqualTo("0");
    }
  }

  @Test
  void theInputIsTheOneThatTheSavepointsSpeakOf() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    SavepointScene.records(0, Integer.MAX_VALUE)
        .forEach(
            record -> {
              String where = record.partition() + " " + record.timestamp() + " " + record.key();
              digest.update(where.getBytes(StandardCharsets.UTF_8));
              digest.update(record.value());
            });

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .as("SavepointScene changed: undo that, and write another scene for what is new")
        .isEqualTo("b74a3229377f2383bb48de7769c6d825a92311c724fab66869a18b9a2845df74");
  }

  /** What only the savepoint knows, told by the rows that stood when it was made. */
  private static void assertThatMuchIsLeftToTheState(
      StandingRows rows, Connection all, Connection standing) throws Exception {
    assertThat(number(standing, "SELECT count(DISTINCT kafka_partition) FROM hearthwatch.frame"))
        .as("partitions that were read in part")
        .isEqualTo(SavepointScene.PARTITIONS);
    assertThat(
            number(
                standing,
                "SELECT max(sequence) + 1 - count(sequence) FROM hearthwatch.frame"
                    + " WHERE camera_id = 'front'"))
        .as("frames in hand, for which others wait")
        .isPositive();
    String duplicates = "SELECT count(*) FROM hearthwatch.frame WHERE outcome = 'duplicate'";
    assertThat(number(all, duplicates))
        .as("frames that came before the savepoint and come again after it")
        .isGreaterThan(number(standing, duplicates));
    String front = "SELECT count(*) FROM hearthwatch.batch WHERE camera_id = 'front'";
    assertThat(rows.keys())
        .as("windows that were written before the savepoint and are revised after it")
        .filteredOn(key -> key.startsWith("batch front "))
        .hasSizeGreaterThan((int) number(standing, front));
    String cellar = "SELECT count(*) FROM hearthwatch.batch WHERE camera_id = 'cellar'";
    assertThat(number(all, cellar) - number(standing, cellar))
        .as("windows of a silent camera, which a timer has to write")
        .isEqualTo(1);
  }

  private static long number(Connection connection, String sql) throws Exception {
    return Long.parseLong(Rows.one(connection, sql));
  }

  /** The next version; those that exist are never touched. */
  private static void makeAnotherSavepoint() throws Exception {
    Path version = SAVEPOINTS.resolve("v" + (versions().count() + 1));
    RiskRun run =
        RiskRun.over(
                SavepointScene.TOPIC, SavepointScene.ROOT, model, new Parallelism(2, 1, 2, 1, 1, 1))
            .interimAfter(Duration.ofSeconds(10));
    try (RunningJob job = start(run, SavepointScene.analyzersThatGetStuck(), null, KNOWN);
        Connection connection = run.database.connect()) {
      // Two steps, so that the partitions are read side by side and all cameras have windows.
      int firstStep = SavepointScene.SAVEPOINT_TICK * 2 / 3;
      records = publish(0, firstStep);
      job.awaitRecords(run.database, records);
      records += publish(firstStep, SavepointScene.SAVEPOINT_TICK);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  number(
                          connection,
                          "SELECT count(sequence) FROM hearthwatch.frame"
                              + " WHERE camera_id = 'front' AND captured_at > '%s'"
                                  .formatted(SavepointScene.STUCK_AT))
                      >= 5);
      Path savepoint = Path.of(URI.create(job.stopWithSavepoint(dir.resolve("savepoints"))));
      Files.createDirectories(version);
      try (Stream<Path> files = Files.list(savepoint)) {
        for (Path file : files.toList()) {
          Files.copy(file, version.resolve(file.getFileName()));
        }
      }
      StandingRows.in(connection).write(version.resolve(STANDING));
    }
  }

  private static RunningJob start(
      RiskRun run, FrameAnalyzerFactory analyzers, String savepoint, AcceptedGap... known)
      throws Exception {
    PipelineParts parts = run.parts();
    Configuration engine = RunningJob.engine();
    // A savepoint in one file.
    engine.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    return RunningJob.start(
        new PipelineParts(
            parts.source(),
            parts.admission(),
            analyzers,
            parts.ledger(),
            parts.results(),
            parts.events(),
            parts.deadLetters(),
            List.of(known)),
        run.settings,
        engine,
        savepoint);
  }

  private static Parallelism all(int parallelism) {
    return new Parallelism(
        parallelism, parallelism, parallelism, parallelism, parallelism, parallelism);
  }
}
