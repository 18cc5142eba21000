package io.hearthwatch.schema;

import io.hearthwatch.domain.AcceptedGap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The gaps that were accepted while the tables were filled. A job that starts without state cannot
 * know of them, and has to: what it writes would be lower than what stands there.
 */
public final class KnownGaps {
  /**
   * Rows of the ledger, and what results say: retention removes the rows and leaves events. Every
   * batch behind a gap says so, a table full of them in time: of each partition the highest is
   * looked up at the end of the index, and no other is read.
   */
  private static final String QUERY =
      """
      WITH RECURSIVE highest AS (
        (SELECT kafka_partition, after_gap FROM hearthwatch.batch
         WHERE result_version = ? AND kafka_topic = ? AND after_gap > 0
         ORDER BY kafka_partition DESC, after_gap DESC LIMIT 1)
        UNION ALL
        SELECT next.* FROM highest h CROSS JOIN LATERAL (
          SELECT b.kafka_partition, b.after_gap FROM hearthwatch.batch b
          WHERE b.result_version = ? AND b.kafka_topic = ? AND b.after_gap > 0
            AND b.kafka_partition < h.kafka_partition
          ORDER BY b.kafka_partition DESC, b.after_gap DESC LIMIT 1) next
      )
      SELECT kafka_partition, max(past) FROM (
        SELECT kafka_partition, kafka_offset + offset_count AS past
        FROM hearthwatch.frame
        WHERE result_version = ? AND kafka_topic = ? AND reason = 'offsets_expired'
        UNION ALL
        SELECT kafka_partition, after_gap FROM highest) known
      GROUP BY kafka_partition
      ORDER BY kafka_partition
      """;

  private KnownGaps() {}

  /**
   * The last accepted gap of each partition that had any.
   *
   * @param connection stays open
   * @param resultVersion whose rows are asked; others were computed without these gaps
   * @param topic the topic of frames
   * @throws SQLException when the database cannot be asked
   */
  public static List<AcceptedGap> of(Connection connection, String resultVersion, String topic)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      for (int table = 0; table < 3; table++) {
        query.setString(2 * table + 1, resultVersion);
        query.setString(2 * table + 2, topic);
      }
      List<AcceptedGap> gaps = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          gaps.add(new AcceptedGap(topic, row.getInt(1), row.getLong(2)));
        }
      }
      return gaps;
    }
  }
}
