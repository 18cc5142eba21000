package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.config.FetchOptions;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.GoodFrames;
import io.hearthwatch.testing.HostileRecords;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand hostile records among good ones: the good ones are analysed as if they were alone,
 * each bad one is accounted for with its reason, and the job goes on.
 */
class HostileRecordsITCase {
  private static final String CLEAN = "clean-frames";
  private static final String HOSTILE = "hostile-frames";
  private static final int PARTITIONS = 2;
  private static final int GOOD = 1_500;
  private static final int KEPT_KEY_BYTES = 1_024;
  private static final int KEPT_VALUE_BYTES = 65_536;

  /** A record as it was sent, with the outcomes that it may have. */
  private record Sent(String kind, String camera, byte[] key, byte[] value, Set<String> expected) {

    ProducerRecord<byte[], byte[]> to(String topic) {
      int partition = Math.floorMod(camera.hashCode(), PARTITIONS);
      return new ProducerRecord<>(topic, partition, key, value);
    }
  }

  @TempDir private static Path dir;
  private static Path root;
  private static Path model;
  private static RiskRun alone;
  private static RiskRun among;
  private static final Map<RecordCoordinates, Sent> sent = new HashMap<>();

  @BeforeAll
  static void readGoodFramesAloneAndAmongHostileRecords() throws Exception {
    // The demo's network is so light that two cores' time goes into the records; a real one may be
    // named.
    String own = System.getProperty("hearthwatch.hostile.model");
    model = own == null ? DemoDetector.copyTo(dir.resolve("demo-detector.onnx")) : Path.of(own);
    // Records name real paths: some systems' temporary directory is a symbolic link.
    root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    publish();

    boolean measured = Boolean.getBoolean("hearthwatch.hostile.measure");
    if (measured) {
      // The first run pays for loading and compiling all that either of the others goes through.
      read(run(HOSTILE), sent.size());
    }
    alone = run(CLEAN);
    read(alone, GOOD);
    among = run(HOSTILE);
    read(among, sent.size());
    if (measured) {
      printRatio();
    }
  }

  private static void printRatio() throws SQLException {
    double clean = analysedPerSecond(alone.database);
    double disturbed = analysedPerSecond(among.database);
    System.out.printf(
        "frames analysed: %.0f/s alone, %.0f/s among %d hostile records, ratio %.2f%n",
        clean, disturbed, sent.size() - GOOD, disturbed / clean);
  }

  /** The good frames into both topics, the hostile records evenly among them into one. */
  private static void publish() throws IOException {
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(40));
    Instant now = Instant.now();
    List<Sent> good =
        GoodFrames.of(now, pictures, GOOD).stream().map(HostileRecordsITCase::good).toList();
    List<Sent> mixed =
        mix(
            good,
            HostileRecords.of(42, now, root, pictures).stream()
                .map(HostileRecordsITCase::hostile)
                .toList());
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(CLEAN, PARTITIONS);
    kafka.createFramesTopic(HOSTILE, PARTITIONS);
    kafka.produceRaw(good.stream().map(record -> record.to(CLEAN)).toList());
    List<RecordMetadata> written =
        kafka.produceRaw(mixed.stream().map(record -> record.to(HOSTILE)).toList());
    for (int i = 0; i < mixed.size(); i++) {
      RecordMetadata at = written.get(i);
      sent.put(new RecordCoordinates(at.topic(), at.partition(), at.offset()), mixed.get(i));
    }
  }

  private static Sent good(GoodFrames.Entry frame) {
    byte[] key = frame.camera().getBytes(StandardCharsets.UTF_8);
    return new Sent("good", frame.camera(), key, frame.value(), Set.of("analysed"));
  }

  private static Sent hostile(HostileRecords.Entry bad) {
    return new Sent(bad.kind(), bad.camera(), bad.key(), bad.value(), bad.expected());
  }

  private static List<Sent> mix(List<Sent> few, List<Sent> many) {
    List<Sent> mixed = new ArrayList<>();
    Iterator<Sent> next = few.iterator();
    for (int i = 0; i < many.size(); i++) {
      if (i * few.size() / many.size() > (i - 1) * few.size() / many.size()) {
        mixed.add(next.next());
      }
      mixed.add(many.get(i));
    }
    next.forEachRemaining(mixed::add);
    return mixed;
  }

  /** Reads pictures as production does by default: patience and bounds are part of the proof. */
  private static RiskRun run(String topic) {
    int detect = Integer.getInteger("hearthwatch.hostile.detect", 2);
    List<String> heard = new ArrayList<>(GoodFrames.CAMERAS);
    heard.addAll(List.of("ill-*", "mutant-*"));
    return RiskRun.over(topic, root, model, new Parallelism(1, 1, detect, 1, 1, 1))
        .hearing(heard)
        .fetching(
            new FetchSettings(
                FetchOptions.CAPACITY.option().defaultValue(),
                FetchOptions.THREADS.option().defaultValue(),
                FetchOptions.READ_AHEAD.option().defaultValue(),
                FetchOptions.MAX_SIZE.option().defaultValue().getBytes(),
                FetchOptions.ATTEMPTS.option().defaultValue(),
                FetchOptions.RETRY_DELAY.option().defaultValue(),
                FetchOptions.TIMEOUT.option().defaultValue(),
                List.of()));
  }

  private static void read(RiskRun run, int records) throws Exception {
    try (RunningJob job = run.start(engine())) {
      job.awaitSettled(run.database, records);
      assertThat(job.restarts()).isZero();
    }
  }

  /** As in production, but for the interval of checkpoints. */
  private static Configuration engine() {
    Configuration engine = RunningJob.engine();
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    engine.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    return engine;
  }

  /**
   * From the first record read to the last good camera's frame written: its frames, and those of
   * hostile records that look bad and are not.
   */
  private static double analysedPerSecond(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return Double.parseDouble(
          Rows.one(
              connection,
              "WITH span AS (SELECT min(ingested_at) AS first, max(written_at) FILTER"
                  + " (WHERE camera_id = ANY (?)) AS last FROM hearthwatch.frame)"
                  + " SELECT count(*) / extract(epoch FROM min(last) - min(first))"
                  + " FROM hearthwatch.frame, span WHERE outcome = 'analysed' AND written_at <= last",
              (Object) GoodFrames.CAMERAS.toArray(String[]::new)));
    }
  }

  @Test
  void everyRecordHasOneRowWithItsReasonAndItsBytes() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<RecordCoordinates, Sent> missing = new HashMap<>(sent);
    try (Connection connection = among.database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT kafka_topic, kafka_partition, kafka_offset, offset_count, detail,"
                    + " concat_ws(':', outcome, reason) AS outcome, raw_key, raw_value"
                    + " FROM hearthwatch.frame")) {
      while (row.next()) {
        RecordCoordinates at = coordinates(row);
        Sent record = missing.remove(at);
        String outcome = row.getString("outcome");
        if (record == null || row.getLong("offset_count") != 1) {
          wrong.add(at + " has a row more: " + outcome);
        } else if (!record.expected().contains(outcome)) {
          wrong.add(
              "%s (%s) is %s: %s".formatted(at, record.kind(), outcome, row.getString("detail")));
        } else if (!sameBytes(record, outcome, row)) {
          wrong.add("%s (%s) is kept otherwise than it came".formatted(at, record.kind()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(missing).isEmpty();
  }

  private static RecordCoordinates coordinates(ResultSet row) throws SQLException {
    return new RecordCoordinates(
        row.getString("kafka_topic"), row.getInt("kafka_partition"), row.getLong("kafka_offset"));
  }

  private static boolean sameBytes(Sent record, String outcome, ResultSet row) throws SQLException {
    boolean kept = !outcome.equals(Outcome.ANALYSED.code());
    return Arrays.equals(row.getBytes("raw_key"), kept ? cut(record.key(), KEPT_KEY_BYTES) : null)
        && Arrays.equals(
            row.getBytes("raw_value"), kept ? cut(record.value(), KEPT_VALUE_BYTES) : null);
  }

  private static byte[] cut(byte[] bytes, int limit) {
    return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  @Test
  void everyRejectedRecordIsADeadLetter() throws Exception {
    Map<RecordCoordinates, String> reasons = new HashMap<>();
    try (Connection connection = among.database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM hearthwatch.frame WHERE outcome = 'rejected'")) {
      while (row.next()) {
        reasons.put(coordinates(row), row.getString("reason"));
      }
    }
    Map<RecordCoordinates, JsonNode> letters = deadLetters();
    assertThat(letters.keySet()).isEqualTo(reasons.keySet());
    List<String> wrong = new ArrayList<>();
    for (var letter : letters.entrySet()) {
      Sent record = sent.get(letter.getKey());
      JsonNode json = letter.getValue();
      if (!json.get("reason").textValue().equals(reasons.get(letter.getKey()))
          || !Arrays.equals(json.get("key").binaryValue(), cut(record.key(), KEPT_KEY_BYTES))
          || !Arrays.equals(
              json.get("value").binaryValue(), cut(record.value(), KEPT_VALUE_BYTES))) {
        wrong.add(letter.getKey() + " (" + record.kind() + ")");
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Map<RecordCoordinates, JsonNode> deadLetters() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<RecordCoordinates, JsonNode> letters = new HashMap<>();
    for (var record : KafkaServer.shared().consumeAll(among.settings.kafka().deadLettersTopic())) {
      JsonNode json = mapper.readTree(record.value());
      letters.put(
          new RecordCoordinates(
              json.get("topic").textValue(),
              json.get("partition").intValue(),
              json.get("offset").longValue()),
          json);
    }
    return letters;
  }

  @Test
  void everyReasonThatARecordCanGiveIsThere() throws Exception {
    Set<Reason> given =
        EnumSet.complementOf(
            EnumSet.of(
                Reason.SKIPPED,
                Reason.INFERENCE_FAILED,
                Reason.OFFSETS_EXPIRED,
                Reason.OFFSETS_WITHOUT_RECORDS));
    try (Connection connection = among.database.connect()) {
      assertThat(
              Rows.query(
                  connection,
                  "SELECT DISTINCT reason FROM hearthwatch.frame WHERE reason IS NOT NULL"))
          .containsExactlyInAnyOrderElementsOf(given.stream().map(Reason::code).toList());
      assertThat(
              Rows.one(
                  connection,
                  "SELECT count(*) >= 500 FROM hearthwatch.frame WHERE reason = 'missing_file'"))
          .isEqualTo("t");
    }
  }

  @Test
  void goodCamerasHaveTheSameResultsAsAlone() throws Exception {
    // All but where the records stand, when they were processed, and how final the window is yet.
    String rows =
        "SELECT (to_jsonb(t) - ARRAY['kafka_topic', 'kafka_partition', 'kafka_offset',"
            + " 'first_offset', 'last_offset', 'appended_at', 'ingested_at', 'written_at',"
            + " 'attempts', 'stage', 'closed_by'])::text"
            + " FROM hearthwatch.%s t WHERE camera_id = ANY (?) ORDER BY 1";
    try (Connection expected = alone.database.connect();
        Connection actual = among.database.connect()) {
      Object cameras = GoodFrames.CAMERAS.toArray(String[]::new);
      for (String table : List.of("frame", "detection", "batch", "event")) {
        assertThat(Rows.query(actual, rows.formatted(table), cameras))
            .as(table)
            .isNotEmpty()
            .isEqualTo(Rows.query(expected, rows.formatted(table), cameras));
      }
    }
  }

  @Test
  void theBooksBalance() throws Exception {
    try (Connection connection = among.database.connect()) {
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
    }
  }
}
