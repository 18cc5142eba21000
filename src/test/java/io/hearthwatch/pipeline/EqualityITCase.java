package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.detect.onnx.SessionRegistry;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.Faults;
import io.hearthwatch.testing.FlinkCluster;
import io.hearthwatch.testing.History;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.PublishedEvents;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TableComparison;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise: the same records give the same rows, however the job runs. One topic is published
 * once; every test reads it in another way and compares all tables with those of a plain,
 * undisturbed run.
 */
class EqualityITCase {
  private static final String TOPIC = "equality-frames";
  private static final Parallelism ONE = new Parallelism(1, 1, 1, 1, 1, 1);

  @TempDir private static Path dir;
  private static Path model;
  private static long records;
  private static RiskRun live;
  private static RiskRun reference;

  @BeforeAll
  static void publishOnceAndRunPlainly() throws Exception {
    model = DemoDetector.copyTo(dir.resolve("demo-detector.onnx"));
    Path root = Files.createDirectory(dir.resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(40));
    List<History.Entry> history = History.of(42, Instant.now(), root, pictures);
    List<RecordMetadata> sent = new ArrayList<>();
    KafkaServer.shared().createFramesTopic(TOPIC, 3);

    live = run(new Parallelism(2, 1, 4, 2, 1, 1));
    try (RunningJob job = live.start(RunningJob.engine())) {
      for (int from = 0; from < history.size(); from += 100) {
        int to = Math.min(history.size(), from + 100);
        sent.addAll(
            KafkaServer.shared()
                .produce(
                    history.subList(from, to).stream()
                        .map(entry -> new ProducerRecord<>(TOPIC, entry.key(), entry.value()))
                        .toList()));
        // The next hundred when these are half through: the job waits for frames, not they for it.
        job.awaitRecords(live.database, from + (to - from) / 2);
      }
      records = history.size() + KafkaServer.shared().produce(again(history, sent)).size();
      job.awaitSettled(live.database, records);
    }
    reference = run(ONE);
    try (RunningJob job = reference.start(RunningJob.engine())) {
      job.awaitSettled(reference.database, records);
      assertThat(job.restarts()).isZero();
    }
  }

  /** Some of every kind sent again, with headers that say so, as people and forgers would. */
  private static List<ProducerRecord<String, byte[]>> again(
      List<History.Entry> history, List<RecordMetadata> sent) {
    List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      History.Entry entry = history.get(i);
      if (i % 9 == 0 || ("porch".equals(entry.key()) && i % 2 == 0)) {
        RecordMetadata at = sent.get(i);
        Requeue requeue =
            new Requeue(new RecordCoordinates(TOPIC, at.partition(), at.offset()), "again-" + i);
        again.add(
            new ProducerRecord<>(
                TOPIC, at.partition(), entry.key(), entry.value(), RequeueHeaders.of(requeue)));
      }
    }
    return again;
  }

  private static RiskRun run(Parallelism parallelism) {
    return RiskRun.over(TOPIC, dir.resolve("frames"), model, parallelism);
  }

  @AfterEach
  void disarm() {
    Faults.disarm();
  }

  @AfterAll
  static void noModelStaysLoaded() {
    Awaitility.await()
        .untilAsserted(() -> assertThat(SessionRegistry.shared().openLeases()).isZero());
    assertThat(SessionRegistry.shared().openSessions()).isZero();
  }

  @Test
  void theInputHasEveryKindOfFrame() throws Exception {
    Map<String, Long> outcomes = new TreeMap<>();
    try (Connection connection = reference.database.connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT concat_ws(':', outcome, reason), count(*) FROM hearthwatch.frame GROUP BY 1")) {
        while (row.next()) {
          outcomes.put(row.getString(1), row.getLong(2));
        }
      }
      assertThat(outcomes)
          .containsOnlyKeys(
              "analysed",
              "duplicate",
              "late",
              "rejected:clock_ahead",
              "rejected:clock_behind",
              "rejected:malformed_json",
              "rejected:missing_field",
              "rejected:invalid_field",
              "rejected:key_mismatch",
              "rejected:forbidden_uri",
              "rejected:record_too_large",
              "rejected:missing_file",
              "rejected:unreadable_file",
              "rejected:file_too_large",
              "rejected:undecodable");
      assertThat(outcomes.get("late")).isGreaterThan(records / 100);
      assertThat(number(statement, "SELECT count(*) FROM hearthwatch.frame WHERE out_of_order"))
          .isPositive();
      assertThat(
              Rows.query(
                  connection,
                  "SELECT DISTINCT outcome FROM hearthwatch.frame WHERE requeue_id IS NOT NULL"
                      + " AND camera_id IN ('front', 'porch') ORDER BY 1"))
          .as("records that were sent again")
          .containsExactly("duplicate", "late", "rejected");
      assertThat(number(statement, "SELECT count(*) FROM hearthwatch.detection"))
          .isGreaterThan(records / 4);
      assertThat(number(statement, "SELECT count(*) FROM hearthwatch.event")).isGreaterThan(20);
      assertThat(
              number(statement, "SELECT count(*) FROM hearthwatch.batch WHERE frames_failed > 0"))
          .isPositive();
    }
  }

  @Test
  void publishedLiveAndReadAgainFromTheBeginning() throws Exception {
    assertSameAsReference(live);
  }

  @Test
  void failuresInAdmitInDetectAndInEverySink() throws Exception {
    RiskRun run = run(new Parallelism(1, 1, 2, 1, 1, 1));
    armEverywhere();
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, records);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(Faults.thrown().values()).containsOnly(3));
      // The last failure may have struck after everything was written: once more, to the end.
      job.awaitSettled(run.database, records);
      assertThat(job.restarts()).isGreaterThanOrEqualTo(10);
      awaitGaugesEqualTheLedger(job, run);
    }
    assertSameAsReference(run);
  }

  /** Three times each, by count of calls over all attempts: early, in the middle, and late. */
  private static void armEverywhere() {
    Faults.arm("admit", 150, 600, 1100);
    Faults.arm("detect", 100, 400, 700);
    Faults.arm("ledger.write", 200, 700, 1200);
    Faults.arm("ledger.flush", 2, 6, 11);
    Faults.arm("results.write", 4, 20, 50);
    Faults.arm("results.flush", 3, 8, 13);
    Faults.arm("events.write", 2, 12, 40);
    Faults.arm("events.flush", 5, 9, 14);
    Faults.arm("dead-letters.write", 5, 30, 60);
    Faults.arm("dead-letters.flush", 4, 10, 16);
  }

  @Test
  void restoredFromASavepointAtAnotherParallelism() throws Exception {
    RiskRun run = run(new Parallelism(1, 2, 1, 2, 1, 1));
    String savepoint;
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitRecords(run.database, records / 3);
      savepoint = job.stopWithSavepoint(dir.resolve("savepoints"));
    }
    RiskRun restored = run.at(new Parallelism(2, 1, 4, 3, 2, 2));
    try (RunningJob job = restored.restore(RunningJob.engine(), savepoint)) {
      job.awaitSettled(run.database, records);
      awaitGaugesEqualTheLedger(job, restored);
    }
    assertSameAsReference(restored);
  }

  @Test
  void unalignedCheckpointsUnderBacklog() throws Exception {
    Configuration engine = RunningJob.engine();
    engine.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    RiskRun run = run(new Parallelism(3, 2, 2, 2, 2, 2));
    Faults.arm("detect", 150, 350, 550, 750);
    try (RunningJob job = run.start(engine)) {
      job.awaitSettled(run.database, records);
      // Barriers did overtake records: without a backlog these checkpoints would be aligned ones.
      assertThat(job.mostInFlightBytesKept()).isPositive();
    }
    assertThat(Faults.thrown()).containsEntry("detect", 4);
    assertSameAsReference(run);
  }

  /**
   * A second time into the tables of the reference, and with every stage at a higher parallelism.
   */
  @Test
  void readTwiceIntoOneDatabase() throws Exception {
    RiskRun second =
        RiskRun.into(
            PostgresServer.copyOf(reference.database),
            TOPIC,
            dir.resolve("frames"),
            model,
            new Parallelism(2, 2, 4, 3, 2, 2));
    try (RunningJob job = second.start(RunningJob.engine())) {
      // The tables are complete from the start: what tells that it read all is its own output.
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(PublishedEvents.latest(second.settings.kafka().eventsTopic()))
                      .isEqualTo(PublishedEvents.latest(reference.settings.kafka().eventsTopic())));
      job.awaitSettled(second.database, records);
    }
    assertSameAsReference(second);
  }

  /**
   * At rest. Right behind a failure rows stand in the table already that the job has yet to hand
   * over for the second time.
   */
  private static void awaitGaugesEqualTheLedger(RunningJob job, RiskRun run) throws Exception {
    Map<String, Long> ledger = new TreeMap<>();
    try (Connection connection = run.database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT outcome || ':' || coalesce(reason, 'none'), count(*)"
                    + " FROM hearthwatch.frame GROUP BY 1")) {
      while (row.next()) {
        ledger.put(row.getString(1), row.getLong(2));
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(FlinkCluster.scrape().ledgerRows(job)).isEqualTo(ledger));
  }

  /** All tables, the events topic, and the books. */
  private static void assertSameAsReference(RiskRun run) throws Exception {
    try (Connection expected = reference.database.connect();
        Connection actual = run.database.connect()) {
      TableComparison.assertEqualTables(expected, actual);
      assertThat(Audit.run(actual).text()).endsWith("clean\n");
    }
    assertThat(PublishedEvents.latest(run.settings.kafka().eventsTopic()))
        .isEqualTo(PublishedEvents.ofTable(run.database));
  }

  private static long number(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
