package io.hearthwatch.home;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.JournalledFrames;
import io.hearthwatch.publish.JournalledFrames.Placed;
import io.hearthwatch.publish.TopicRefill;
import io.hearthwatch.publish.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out, before the job and the publisher start, whether the frames topic or the publisher's
 * journal has lost its end, as after a power failure on a disk that says "written" too early, or
 * when files were deleted, and makes it good.
 *
 * <p>The job counts by offsets, so records that are lost are put back at the offsets that they had:
 * from the ledger, else from the journal; what neither knows was not analysed, and its file is
 * published again because no journal names it. A journal that is lost, or that may name frames
 * which the topic lost, is written anew ({@link JournalRenewal}).
 */
final class TopicRepair {
  private static final int FETCH_SIZE = 1_000;

  private static final String LOST =
      """
      SELECT DISTINCT ON (kafka_offset)
        kafka_offset, offset_count, camera_id, captured_at, uri, raw_key, raw_value,
        requeue_id, requeue_of_partition, requeue_of_offset
      FROM hearthwatch.frame
      WHERE kafka_topic = ? AND kafka_partition = ? AND kafka_offset >= ?
      ORDER BY kafka_offset, result_version = ? DESC
      """;

  private final JobSettings settings;
  private final Path journal;
  private final Path watched;
  private final Consumer<String> notice;

  /**
   * @param journal the publisher's journal, which nobody uses now
   * @param watched the cameras' directory, absolute, without symbolic links
   * @param notice told what was lost and what was done
   */
  TopicRepair(JobSettings settings, Path journal, Path watched, Consumer<String> notice) {
    this.settings = settings;
    this.journal = journal;
    this.watched = watched;
    this.notice = notice;
  }

  /** Looks, and repairs what has to be. */
  void run(Admin admin, Connection connection)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    Map<Integer, Long> ends = new TreeMap<>();
    HomeProgress.ends(admin, settings.kafka())
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    JournalledFrames journalled = JournalledFrames.read(journal, ends);
    Map<Integer, Long> expected = expected(connection, ends, journalled);
    long lost = 0;
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      lost += expected.get(end.getKey()) - end.getValue();
    }
    String topicId = Topics.check(admin, Topics.frames(settings.kafka().framesTopic(), 1));
    boolean journalFits = journalled.topicId().map(topicId::equals).orElse(false);
    RepairUnderway underway = new RepairUnderway(journal.resolveSibling("repair.underway"));
    Map<Integer, Long> survived = underway.survived(ends);
    if (lost > 0) {
      // Once the records are back nothing else shows that the journal may name lost ones.
      underway.begin(survived);
      notice.accept(
          "Kafka has lost %d records of topic %s: puts them back from the ledger and the journal"
              .formatted(lost, settings.kafka().framesTopic()));
      refill(connection, ends, expected, journalled);
    }
    if (!journalFits || underway.isBegun()) {
      if (Files.exists(journal)) {
        notice.accept("writes the publisher's journal anew: it, or the topic, has lost something");
      }
      new JournalRenewal(journal, watched)
          .write(connection, settings.kafka().framesTopic(), topicId, kept(connection, survived));
      underway.end();
    }
  }

  /** By partition, before where each record survived in the topic or has its row in the ledger. */
  private Map<Integer, Long> kept(Connection connection, Map<Integer, Long> survived)
      throws SQLException {
    Map<Integer, Long> kept = new HashMap<>();
    for (Map.Entry<Integer, Long> end : survived.entrySet()) {
      TopicPartition place = place(end.getKey());
      kept.put(end.getKey(), HomeProgress.accounted(connection, place, end.getValue()));
    }
    return kept;
  }

  private TopicPartition place(int partition) {
    return new TopicPartition(settings.kafka().framesTopic(), partition);
  }

  /** By partition, where it has to end at least. */
  private Map<Integer, Long> expected(
      Connection connection, Map<Integer, Long> ends, JournalledFrames journalled)
      throws SQLException {
    Map<Integer, Long> expected = new HashMap<>();
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      int partition = end.getKey();
      long ledger = HomeProgress.reached(connection, settings.resultVersion(), place(partition));
      long known = Math.max(ledger, journalled.nextOffsets().getOrDefault(partition, 0L));
      expected.put(partition, Math.max(known, end.getValue()));
    }
    return expected;
  }

  private void refill(
      Connection connection,
      Map<Integer, Long> ends,
      Map<Integer, Long> expected,
      JournalledFrames journalled)
      throws IOException, SQLException {
    KafkaSettings kafka = settings.kafka();
    try (TopicRefill refill =
        new TopicRefill(kafka.bootstrapServers(), kafka.properties(), kafka.framesTopic())) {
      for (Map.Entry<Integer, Long> end : ends.entrySet()) {
        int partition = end.getKey();
        Map<Long, Placed> frames = journalled.frames().getOrDefault(partition, new TreeMap<>());
        refill(connection, refill, partition, end.getValue(), expected.get(partition), frames);
      }
    }
  }

  private void refill(
      Connection connection,
      TopicRefill refill,
      int partition,
      long from,
      long to,
      Map<Long, Placed> journalled)
      throws SQLException {
    long next = from;
    connection.setAutoCommit(false);
    try (PreparedStatement select = connection.prepareStatement(LOST)) {
      select.setFetchSize(FETCH_SIZE);
      select.setString(1, settings.kafka().framesTopic());
      select.setInt(2, partition);
      select.setLong(3, from);
      select.setString(4, settings.resultVersion());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long offset = row.getLong("kafka_offset");
          next = fromJournal(refill, partition, next, offset, journalled);
          if (next == offset) {
            fromLedger(refill, partition, row);
            next++;
          }
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    fromJournal(refill, partition, next, to, journalled);
  }

  private void fromLedger(TopicRefill refill, int partition, ResultSet row) throws SQLException {
    long offset = row.getLong("kafka_offset");
    Requeue requeue =
        row.getString("requeue_id") == null
            ? null
            : new Requeue(
                new RecordCoordinates(
                    settings.kafka().framesTopic(),
                    row.getInt("requeue_of_partition"),
                    row.getLong("requeue_of_offset")),
                row.getString("requeue_id"));
    if (row.getBytes("raw_value") != null || row.getString("uri") == null) {
      refill.record(partition, offset, row.getBytes("raw_key"), row.getBytes("raw_value"), requeue);
    } else {
      refill.frame(
          partition,
          offset,
          row.getString("camera_id"),
          row.getTimestamp("captured_at").toInstant(),
          row.getString("uri"),
          requeue);
    }
  }

  private static long fromJournal(
      TopicRefill refill, int partition, long from, long to, Map<Long, Placed> journalled) {
    for (long offset = from; offset < to; offset++) {
      Placed frame = journalled.get(offset);
      if (frame == null) {
        refill.record(partition, offset, null, null);
      } else {
        refill.frame(partition, offset, frame.cameraId(), frame.capturedAt(), frame.uri());
      }
    }
    return Math.max(from, to);
  }
}
