package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.PublishedEvents;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TableComparison;
import io.hearthwatch.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows were written, the job goes back to an older checkpoint, and the records in between are gone.
 * What the accepted gap takes out of the ledger, no batch and no event may count any more: the
 * tables are those of a job that never saw these records.
 */
class GapBehindRowsITCase {
  private static final String TOPIC = "gap-behind-rows";
  private static final Parallelism TWO = new Parallelism(1, 2, 2, 2, 2, 2);

  @TempDir private Path dir;
  private final List<ProducerRecord<String, byte[]>> batch = new ArrayList<>();
  private Path root;
  private Path missing;
  private List<Path> pictures;
  private Instant start;
  private long records;

  @BeforeEach
  void pictures() throws Exception {
    root = Files.createDirectory(dir.resolve("frames"));
    pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(60));
    missing = root.resolve("comes-later.jpg");
    start = Instant.ofEpochSecond(Instant.now().minusSeconds(7200).getEpochSecond() / 90 * 90);
    KafkaServer.shared().createFramesTopic(TOPIC, 1);
  }

  @Test
  void whatTheGapTakesOutOfTheLedgerNoBatchCounts() throws Exception {
    RiskRun run = RiskRun.over(TOPIC, root, DemoDetector.copyTo(dir.resolve("model.onnx")), TWO);
    String savepoint;
    publishBefore();
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, records);
      savepoint = job.stopWithSavepoint(dir.resolve("savepoints"));
    }
    TestDatabase before = PostgresServer.copyOf(run.database);
    long from = records;
    Files.copy(pictures.get(0), missing);
    publishWhatWillBeGone();
    long to = records;
    publishWhatStays();
    try (RunningJob job = run.restore(RunningJob.engine(), savepoint)) {
      job.awaitSettled(run.database, records);
    }
    try (Connection connection = run.database.connect()) {
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
      assertThat(count(connection, "batch WHERE camera_id = 'fresh'")).isEqualTo("1");
      assertThat(count(connection, "batch WHERE frames_recovered = 1")).isEqualTo("1");
    }

    KafkaServer.shared()
        .admin()
        .deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(to)))
        .all()
        .get();
    frames("front", 490, 740);
    publish();
    RiskRun gapped = run.acceptingGaps();
    try (RunningJob job = gapped.restore(RunningJob.engine(), savepoint)) {
      job.awaitSettled(run.database, records);
      GapITCase.awaitCommitted(run.settings.kafka().groupId(), TOPIC, records);
    }
    RiskRun never = RiskRun.into(before, TOPIC, root, dir.resolve("model.onnx"), TWO);
    try (RunningJob job = never.acceptingGaps().restore(RunningJob.engine(), savepoint)) {
      job.awaitSettled(before, records);
    }
    try (Connection expected = before.connect();
        Connection actual = run.database.connect()) {
      assertThat(Audit.run(expected).text()).endsWith("clean\n");
      assertThat(Audit.run(actual).text()).endsWith("clean\n");
      TableComparison.assertEqualTables(expected, actual);
      assertThat(
              Rows.one(
                  actual,
                  "SELECT concat_ws(' ', reason, kafka_offset, offset_count) FROM hearthwatch.frame"
                      + " WHERE outcome = 'gap'"))
          .isEqualTo("offsets_expired %d %d".formatted(from, to - from));
      assertThat(count(actual, "batch WHERE camera_id = 'fresh'")).isEqualTo("0");
      assertThat(count(actual, "batch WHERE frames_recovered = 1")).isEqualTo("0");
    }
    assertThatTableAndTopicAgree(run);
    goesOnWithoutState(run, to);
  }

  /**
   * All was read, and retention has cut a window of which all frames were counted; another one is
   * not at its end. What knew of the gap must be neither held up by what comes now, nor taken back.
   */
  private void goesOnWithoutState(RiskRun run, long gapEnd) throws Exception {
    long cut = records - 6;
    KafkaServer.shared()
        .admin()
        .deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(cut)))
        .all()
        .get();
    frames("front", 750, 880);
    publish();
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, records);
    }
    try (Connection connection = run.database.connect()) {
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
      assertThat(
              Rows.query(
                  connection,
                  "SELECT concat_ws(' ', extract(epoch FROM window_start - ?::timestamptz)::int,"
                      + " revision, after_gap) FROM hearthwatch.batch"
                      + " WHERE window_start >= ?::timestamptz ORDER BY window_start",
                  start.toString(),
                  start.plusSeconds(630).toString()))
          .containsExactly("630 9 " + gapEnd, "720 9 " + gapEnd, "810 8 " + gapEnd);
    }
    assertThatTableAndTopicAgree(run);
  }

  /** Of what the gap took whole, the topic told what no table has. */
  private static void assertThatTableAndTopicAgree(RiskRun run) throws Exception {
    Map<String, String> told = PublishedEvents.latest(run.settings.kafka().eventsTopic());
    assertThat(told).containsAllEntriesOf(PublishedEvents.ofTable(run.database));
  }

  /** Windows that are closed, open, or open and silent; one with a frame that failed. */
  private void publishBefore() {
    frame("front", 0, pictures.get(0));
    frame("front", 10, missing);
    frames("front", 20, 170);
    frames("side", 0, 110);
    frames("silent", 0, 40);
    publish();
  }

  /** More of all of them, a late one, one sent again, and a camera of its own. */
  private void publishWhatWillBeGone() {
    frames("front", 180, 200);
    frame("front", 95, pictures.get(3));
    again("front", 10, missing, 1);
    frames("front", 210, 440);
    frame("side", 5, pictures.get(4));
    frames("silent", 50, 80);
    frames("fresh", 0, 60);
    publish();
  }

  /** Into a window of which the beginning is gone, and a repetition of what is gone. */
  private void publishWhatStays() {
    frame("front", 445, pictures.get(5));
    frames("front", 300, 300);
    frames("front", 450, 480);
    publish();
  }

  private void frames(String camera, int fromSecond, int toSecond) {
    for (int second = fromSecond; second <= toSecond; second += 10) {
      frame(camera, second, pictures.get(second / 10 % pictures.size()));
    }
  }

  private void frame(String camera, int second, Path picture) {
    batch.add(new ProducerRecord<>(TOPIC, camera, reference(camera, second, picture)));
  }

  private void again(String camera, int second, Path picture, long offset) {
    Requeue requeue = new Requeue(new RecordCoordinates(TOPIC, 0, offset), "again");
    batch.add(
        new ProducerRecord<>(
            TOPIC, 0, camera, reference(camera, second, picture), RequeueHeaders.of(requeue)));
  }

  private byte[] reference(String camera, int second, Path picture) {
    return "{\"camera_id\": \"%s\", \"uri\": \"%s\", \"captured_at\": \"%s\"}"
        .formatted(camera, picture.toUri(), start.plusSeconds(second))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void publish() {
    records += KafkaServer.shared().produce(batch).size();
    batch.clear();
  }

  private static String count(Connection connection, String what) throws Exception {
    return Rows.one(connection, "SELECT count(*) FROM hearthwatch." + what);
  }
}
