package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.overload.OverloadSettings;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.Faults;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PublishedEvents;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TableComparison;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Far more frames than the declared capacity, of cameras that matter more and less: what is shed is
 * what a queue of its own, written down here in another way, says of the topic's append times;
 * through failures, a restore at another parallelism, and a second reading of the whole topic.
 */
class OverloadITCase {
  private static final String TOPIC = "overload-frames";
  private static final int PARTITIONS = 2;

  /** Each frame takes a partition five seconds: what a test's pauses work off is little. */
  private static final OverloadSettings SETTINGS =
      new OverloadSettings(
          0.4, PARTITIONS, Duration.ofSeconds(100), List.of("garden-*"), List.of("door-*"));

  private static final long FRAME_MICROS = 5_000_000;
  private static final List<String> CAMERAS = List.of("garden", "yard", "garden", "yard", "door");
  private static final String MISSING = "missing.jpg";
  private static final int BURST = 60;

  @TempDir private static Path dir;
  private static Path root;
  private static List<Path> pictures;
  private static Instant first;
  private static RiskRun live;
  private static RiskRun again;
  private static Map<String, String> expected;

  @BeforeAll
  static void publishLiveWithFailuresAndReadAgain() throws Exception {
    Path model = DemoDetector.copyTo(dir.resolve("demo-detector.onnx"));
    root = Files.createDirectory(dir.resolve("frames"));
    pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(40));
    first = Instant.now().minusSeconds(600);
    KafkaServer.shared().createFramesTopic(TOPIC, PARTITIONS);

    RiskRun before =
        RiskRun.over(TOPIC, root, model, new Parallelism(2, 1, 2, 2, 1, 1)).shedding(SETTINGS);
    live = before.at(new Parallelism(1, 2, 3, 1, 2, 2));
    Faults.arm("admit", 40, 90);
    Faults.arm("ledger.write", 70);
    String savepoint;
    long records = 0;
    try (RunningJob job = before.start(RunningJob.engine())) {
      List<RecordMetadata> sent = new ArrayList<>();
      for (int slice = 0; slice < BURST; slice += 12) {
        sent.addAll(KafkaServer.shared().produce(frames(slice, slice + 12)));
        // So that checkpoints fall into the burst, and failures behind them.
        job.awaitRecords(before.database, sent.size() * 3L / 4);
      }
      records = sent.size() + KafkaServer.shared().produce(sentAgain(sent)).size();
      job.awaitSettled(before.database, records);
      assertThat(Faults.thrown()).containsEntry("admit", 2).containsEntry("ledger.write", 1);
      assertThat(job.restarts()).isGreaterThanOrEqualTo(2);
      savepoint = job.stopWithSavepoint(dir.resolve("savepoints"));
    }
    records += KafkaServer.shared().produce(frames(BURST, 2 * BURST)).size();
    try (RunningJob job = live.restore(RunningJob.engine(), savepoint)) {
      job.awaitSettled(live.database, records);
    }

    again = RiskRun.over(TOPIC, root, model, new Parallelism(2, 2, 4, 2, 2, 2)).shedding(SETTINGS);
    Faults.arm("admit", 100, 200, 320);
    Faults.arm("detect", 50);
    try (RunningJob job = again.start(RunningJob.engine())) {
      job.awaitSettled(again.database, records);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(Faults.thrown()).containsEntry("admit", 3));
      // The last failure may have struck after everything was written: once more, to the end.
      job.awaitSettled(again.database, records);
    }
    expected = outcomesByAQueueOfTheirOwn();
    assertThat(expected).hasSize((int) records);
  }

  @AfterAll
  static void disarm() {
    Faults.disarm();
  }

  /** To each partition one frame for each number, and now and then something that is none. */
  private static List<ProducerRecord<String, byte[]>> frames(int from, int to) {
    List<ProducerRecord<String, byte[]>> frames = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        String camera = CAMERAS.get(i % CAMERAS.size()) + "-" + partition;
        Path picture = i % 20 == 4 ? root.resolve(MISSING) : pictures.get(i % pictures.size());
        String value =
            """
            {"camera_id": "%s", "uri": "%s", "captured_at": "%s"}"""
                .formatted(camera, picture.toUri(), first.plusSeconds(i));
        frames.add(record(partition, camera, value));
        if (i % 25 == 7) {
          frames.add(record(partition, "nobody", "not json"));
        }
      }
    }
    return frames;
  }

  private static ProducerRecord<String, byte[]> record(int partition, String key, String value) {
    return new ProducerRecord<>(
        TOPIC, partition, key, value.getBytes(StandardCharsets.UTF_8), List.of());
  }

  /** Every seventh record a second time, and half of those as if somebody had requeued them. */
  private static List<ProducerRecord<String, byte[]>> sentAgain(List<RecordMetadata> sent) {
    List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : KafkaServer.shared().consumeAll(TOPIC)) {
      if (record.offset() % 7 == 5 && !record.key().equals("nobody")) {
        Requeue requeue =
            new Requeue(
                new RecordCoordinates(TOPIC, record.partition(), record.offset()),
                "again-" + record.partition() + "-" + record.offset());
        again.add(
            new ProducerRecord<>(
                TOPIC,
                record.partition(),
                record.key(),
                record.value(),
                record.offset() % 2 == 0 ? RequeueHeaders.of(requeue) : List.of()));
      }
    }
    assertThat(again).hasSizeBetween(PARTITIONS, sent.size());
    return again;
  }

  /** What must become of each record: one server per partition that is busy until some moment. */
  private static Map<String, String> outcomesByAQueueOfTheirOwn() throws Exception {
    Map<Integer, Long> busyUntilMicros = new HashMap<>();
    Set<JsonNode> seen = new HashSet<>();
    Map<String, String> outcomes = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : KafkaServer.shared().consumeAll(TOPIC)) {
      String at = record.partition() + "@" + record.offset();
      if (record.key().equals("nobody")) {
        outcomes.put(at, "rejected");
        continue;
      }
      boolean shed = false;
      if (record.headers().toArray().length == 0) {
        long arrives = record.timestamp() * 1000;
        long begins = Math.max(arrives, busyUntilMicros.getOrDefault(record.partition(), 0L));
        long limitSeconds =
            record.key().startsWith("door")
                ? Integer.MAX_VALUE
                : record.key().startsWith("garden") ? 50 : 100;
        shed = begins - arrives > limitSeconds * 1_000_000;
        if (!shed) {
          busyUntilMicros.put(record.partition(), begins + FRAME_MICROS);
        }
      }
      JsonNode frame = new ObjectMapper().readTree(record.value());
      boolean missing = frame.get("uri").textValue().endsWith(MISSING);
      String ifNew = shed ? "shed" : missing ? "rejected" : "analysed";
      outcomes.put(at, seen.add(frame) ? ifNew : "duplicate");
    }
    return outcomes;
  }

  @Test
  void whatIsShedIsWhatTheAppendTimesSayHoweverTheJobRan() throws Exception {
    assertThat(outcomes(live)).isEqualTo(expected);
    assertThat(outcomes(again)).isEqualTo(expected);
    try (Connection one = live.database.connect();
        Connection other = again.database.connect()) {
      TableComparison.assertEqualTables(one, other);
      assertThat(Audit.run(one).text()).endsWith("clean\n");
      assertThat(Audit.run(other).text()).endsWith("clean\n");
    }
  }

  @Test
  void whoMattersMoreLosesLess() throws Exception {
    try (Connection connection = live.database.connect()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        assertThat(shareShed(connection, "door-" + partition)).isZero();
        assertThat(shareShed(connection, "yard-" + partition))
            .isPositive()
            .isLessThan(shareShed(connection, "garden-" + partition));
      }
    }
  }

  /** Of the camera's frames, duplicates left out. */
  private static double shareShed(Connection connection, String camera) throws Exception {
    return Double.parseDouble(
        Rows.one(
            connection,
            "SELECT sum(frames_shed) / sum(frames_shed + frames_analysed + frames_rejected)"
                + " FROM bi.camera_hour WHERE camera_id = ?",
            camera));
  }

  @Test
  void aShedFrameHasItsRowAndIsCountedAsShedAndNothingWasReadForIt() throws Exception {
    try (Connection connection = live.database.connect()) {
      assertThat(
              Rows.query(
                  connection,
                  "SELECT concat_ws(' ', attempts, detections, reason IS NULL, width IS NULL,"
                      + " batch_id IS NOT NULL, sequence IS NOT NULL, raw_value IS NOT NULL,"
                      + " detail ~ '^at the declared capacity it would have waited [0-9]+ ms; a"
                      + " camera of (low|normal) priority waits (50000|100000) ms$')"
                      + " FROM hearthwatch.frame WHERE outcome = 'shed' GROUP BY 1"))
          .containsExactly("0 0 t t t t t t");
      long shed = expected.values().stream().filter("shed"::equals).count();
      assertThat(Rows.one(connection, "SELECT sum(frames_shed) FROM hearthwatch.batch"))
          .isEqualTo(Long.toString(shed));
      assertThat(Rows.one(connection, "SELECT sum(frames_shed) FROM bi.camera_hour"))
          .isEqualTo(Long.toString(shed));
      assertThat(Rows.one(connection, "SELECT sum(frames_failed) FROM hearthwatch.batch"))
          .isEqualTo(
              Rows.one(
                  connection,
                  "SELECT count(*) FROM hearthwatch.frame WHERE outcome = 'rejected'"
                      + " AND batch_id IS NOT NULL"));
      assertThat(
              Rows.query(
                  connection,
                  "SELECT DISTINCT summary LIKE '% of % frames were not searched, because too many"
                      + " arrived.' FROM bi.event WHERE frames_shed > 0"))
          .containsExactly("t");
    }
    assertThat(PublishedEvents.latest(live.settings.kafka().eventsTopic()))
        .isEqualTo(PublishedEvents.ofTable(live.database));
  }

  @Test
  void aShedFrameIsNoDeadLetter() throws Exception {
    Set<String> letters = new HashSet<>();
    for (var record : KafkaServer.shared().consumeAll(again.settings.kafka().deadLettersTopic())) {
      JsonNode letter = new ObjectMapper().readTree(record.value());
      letters.add(letter.get("partition").asText() + "@" + letter.get("offset").asText());
    }

    assertThat(letters)
        .isEqualTo(
            expected.entrySet().stream()
                .filter(outcome -> outcome.getValue().equals("rejected"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
  }

  private static Map<String, String> outcomes(RiskRun run) throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    try (Connection connection = run.database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT kafka_partition || '@' || kafka_offset, outcome FROM hearthwatch.frame")) {
      while (row.next()) {
        outcomes.put(row.getString(1), row.getString(2));
      }
    }
    return outcomes;
  }
}
