package io.hearthwatch.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows as the first version of the tables had them, which today's statements cannot write. */
public final class FirstSchema {
  private FirstSchema() {}

  /** Analysed frames of camera {@code porch}, one per offset from 0 on, of version {@code v1}. */
  public static void writeFrames(Connection connection, int frames) throws SQLException {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame
          (result_version, kafka_topic, kafka_partition, kafka_offset, offset_count, outcome,
           camera_id, captured_at, appended_at, detections, ingested_at, written_at, attempts)
        SELECT 'v1', 'frames', 0, n, 1, 'analysed', 'porch', now(), now(), 0, now(), now(), 1
        FROM generate_series(0, %d - 1) n
        """
            .formatted(frames));
  }

  /** A range of offsets without records. */
  public static void writeGap(Connection connection, long offset, long offsets)
      throws SQLException {
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.frame
          (result_version, kafka_topic, kafka_partition, kafka_offset, offset_count, outcome,
           reason, detections, ingested_at, written_at, attempts)
        VALUES ('v1', 'frames', 0, %d, %d, 'gap', 'offsets_expired', 0, now(), now(), 0)
        """
            .formatted(offset, offsets));
  }
}
