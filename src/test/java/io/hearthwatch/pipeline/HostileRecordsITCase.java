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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String BY_GOOD_CAMERAS =
      " WHERE camera_id IN ('front', 'garden', 'drive', 'street', 'gate')";

  /** A record as it was sent, with the outcomes that it may have. */
  private record Sent(String kind, byte[] key, byte[] value, Set<String> expected) {}

  @TempDir private static Path dir;
  private static RiskRun run;
  private static final Map<RecordCoordinates, Sent> sent = new HashMap<>();

  @BeforeAll
  static void readCleanThenHostile() throws Exception {
    Path model = DemoDetector.copyTo(dir.resolve("demo-detector.onnx"));
    Path root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(40));
    Instant now = Instant.now();
    List<ProducerRecord<byte[], byte[]>> clean = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> mixed = new ArrayList<>();
    List<Sent> order = new ArrayList<>();
    List<GoodFrames.Entry> good = GoodFrames.of(now, pictures, GOOD);
    List<HostileRecords.Entry> hostile = HostileRecords.of(42, now, root, pictures);
    int total = good.size() + hostile.size();
    for (int i = 0, g = 0; i < total; i++) {
      if ((long) (i + 1) * GOOD / total > g) {
        GoodFrames.Entry frame = good.get(g++);
        byte[] key = frame.camera().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        clean.add(record(CLEAN, frame.camera(), key, frame.value()));
        mixed.add(record(HOSTILE, frame.camera(), key, frame.value()));
        order.add(new Sent("good", key, frame.value(), Set.of("analysed")));
      } else {
        HostileRecords.Entry bad = hostile.get(i - g);
        mixed.add(record(HOSTILE, bad.camera(), bad.key(), bad.value()));
        order.add(new Sent(bad.kind(), bad.key(), bad.value(), bad.expected()));
      }
    }
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(CLEAN, PARTITIONS);
    kafka.createFramesTopic(HOSTILE, PARTITIONS);
    kafka.produceRaw(clean);
    List<RecordMetadata> written = kafka.produceRaw(mixed);
    for (int i = 0; i < total; i++) {
      RecordMetadata at = written.get(i);
      sent.put(new RecordCoordinates(HOSTILE, at.partition(), at.offset()), order.get(i));
    }

    double[] rates = new double[2];
    for (int round = 0; round < 2; round++) {
      RiskRun undisturbed = run(CLEAN, root, model);
      read(undisturbed, GOOD);
      rates[0] = goodFramesPerSecond(undisturbed.database);
      System.out.println("clean " + rates[0]);
      run = run(HOSTILE, root, model);
      read(run, total);
      rates[1] = goodFramesPerSecond(run.database);
      System.out.println("hostile " + rates[1]);
    }
    System.out.printf(
        "good frames analysed: %.0f/s alone, %.0f/s among %d hostile records, ratio %.2f%n",
        rates[0], rates[1], hostile.size(), rates[1] / rates[0]);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String camera, byte[] key, byte[] value) {
    return new ProducerRecord<>(topic, Math.floorMod(camera.hashCode(), PARTITIONS), key, value);
  }

  private static RiskRun run(String topic, Path root, Path model) {
    return RiskRun.over(topic, root, model, new Parallelism(1, 1, 2, 1, 1, 1))
        .fetching(
            new FetchSettings(
                FetchOptions.CAPACITY.option().defaultValue(),
                FetchOptions.THREADS.option().defaultValue(),
                FetchOptions.READ_AHEAD.option().defaultValue(),
                FetchOptions.MAX_SIZE.option().defaultValue().getBytes(),
                FetchOptions.ATTEMPTS.option().defaultValue(),
                FetchOptions.RETRY_DELAY.option().defaultValue()));
  }

  private static void read(RiskRun run, int records) throws Exception {
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, records);
      assertThat(job.restarts()).isZero();
    }
  }

  /** From the first record read to the last good frame written. */
  private static double goodFramesPerSecond(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return Double.parseDouble(
          Rows.one(
              connection,
              "SELECT count(*) / extract(epoch FROM max(written_at)"
                  + " - (SELECT min(ingested_at) FROM hearthwatch.frame)) FROM hearthwatch.frame"
                  + BY_GOOD_CAMERAS));
    }
  }

  @Test
  void everyRecordHasOneRowWithItsReasonAndItsBytes() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<RecordCoordinates, Sent> missing = new HashMap<>(sent);
    try (Connection connection = run.database.connect();
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
    try (Connection connection = run.database.connect();
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
    for (var record : KafkaServer.shared().consumeAll(run.settings.kafka().deadLettersTopic())) {
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
                Reason.INFERENCE_FAILED, Reason.OFFSETS_EXPIRED, Reason.OFFSETS_WITHOUT_RECORDS));
    try (Connection connection = run.database.connect()) {
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
  void goodCamerasHaveTheSameResultsAsAlone() throws Exception {}

  @Test
  void theBooksBalance() throws Exception {
    try (Connection connection = run.database.connect()) {
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
    }
  }
}
