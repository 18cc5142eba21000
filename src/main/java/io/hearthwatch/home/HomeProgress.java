package io.hearthwatch.home;

import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.pipeline.JobSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a home has come, as its topic and its tables tell. Asks what indexes answer, as the
 * tables may be years old.
 *
 * @param published frames in the topic, since its first
 * @param accounted of these, how many the ledger reaches to
 * @param lastFrames by camera, when its last frame was captured
 * @param lastEvent the newest one; null if there is none
 */
record HomeProgress(
    long published, long accounted, Map<String, Instant> lastFrames, LastEvent lastEvent) {

  private static final int FETCH_SIZE = 1_000;

  private static final String ACCOUNTED =
      """
      SELECT kafka_offset, offset_count FROM hearthwatch.frame
      WHERE kafka_topic = ? AND kafka_partition = ? AND kafka_offset + offset_count > ?
      ORDER BY kafka_offset
      """;

  private static final String REACHED =
      """
      SELECT kafka_offset + offset_count FROM hearthwatch.frame
      WHERE result_version = ? AND kafka_topic = ? AND kafka_partition = ?
      ORDER BY kafka_offset DESC LIMIT 1
      """;

  private static final String LAST_FRAMES =
      """
      WITH RECURSIVE camera(id) AS (
        (SELECT camera_id FROM hearthwatch.frame WHERE camera_id IS NOT NULL
         ORDER BY camera_id LIMIT 1)
        UNION ALL
        SELECT (SELECT camera_id FROM hearthwatch.frame
                WHERE camera_id IS NOT NULL AND camera_id > camera.id
                ORDER BY camera_id LIMIT 1)
        FROM camera WHERE camera.id IS NOT NULL)
      SELECT id, (SELECT max(captured_at) FROM hearthwatch.frame WHERE camera_id = id)
      FROM camera WHERE id IS NOT NULL
      """;

  private static final String LAST_EVENT =
      """
      SELECT window_start, camera_id, level, score, stage, summary FROM hearthwatch.event
      ORDER BY window_start DESC LIMIT 1
      """;

  /** An event as people read it. */
  record LastEvent(
      Instant from, String camera, String level, int score, String stage, String summary) {}

  /** Frames that are in the topic and not in the ledger yet. */
  long backlog() {
    return Math.max(0, published - accounted);
  }

  /** Asks broker and database. */
  static HomeProgress ask(Admin admin, Connection connection, JobSettings settings)
      throws SQLException, ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(admin, settings.kafka());
    long accounted = 0;
    for (TopicPartition partition : ends.keySet()) {
      accounted += reached(connection, settings.resultVersion(), partition);
    }
    return new HomeProgress(
        ends.values().stream().mapToLong(Long::longValue).sum(),
        accounted,
        lastFrames(connection),
        lastEvent(connection));
  }

  /** Where each partition of the frames topic ends. */
  static Map<TopicPartition, Long> ends(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    return offsets(admin, kafka, OffsetSpec.latest());
  }

  /** Where each partition of the frames topic begins. */
  static Map<TopicPartition, Long> beginnings(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    return offsets(admin, kafka, OffsetSpec.earliest());
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, KafkaSettings kafka, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    String topic = kafka.framesTopic();
    Map<TopicPartition, OffsetSpec> query =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toMap(Function.identity(), partition -> which));
    return admin.listOffsets(query).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** The offset behind the last one of a partition that the ledger has; 0 if it has none. */
  static long reached(Connection connection, String resultVersion, TopicPartition partition)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(REACHED)) {
      select.setString(1, resultVersion);
      select.setString(2, partition.topic());
      select.setInt(3, partition.partition());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /**
   * The first offset of a partition, from one on, that the ledger does not have in any result
   * version. Rows come in any order of offsets, so this may lie before {@link #reached}.
   */
  static long accounted(Connection connection, TopicPartition partition, long from)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select = connection.prepareStatement(ACCOUNTED)) {
      select.setFetchSize(FETCH_SIZE);
      select.setString(1, partition.topic());
      select.setInt(2, partition.partition());
      select.setLong(3, from);
      try (ResultSet row = select.executeQuery()) {
        long next = from;
        while (row.next() && row.getLong("kafka_offset") <= next) {
          next = Math.max(next, row.getLong("kafka_offset") + row.getLong("offset_count"));
        }
        return next;
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static Map<String, Instant> lastFrames(Connection connection) throws SQLException {
    Map<String, Instant> last = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(LAST_FRAMES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (row.getTimestamp(2) != null) {
          last.put(row.getString(1), row.getTimestamp(2).toInstant());
        }
      }
    }
    return last;
  }

  private static LastEvent lastEvent(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST_EVENT);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new LastEvent(
              row.getTimestamp("window_start").toInstant(),
              row.getString("camera_id"),
              row.getString("level"),
              row.getInt("score"),
              row.getString("stage"),
              row.getString("summary"))
          : null;
    }
  }
}
