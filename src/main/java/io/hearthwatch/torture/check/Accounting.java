package io.hearthwatch.torture.check;

import io.hearthwatch.torture.history.History;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a job is with a history, by its tables alone: cheap enough to be asked every second.
 *
 * @param accounted offsets that the ledger accounts for
 * @param expected records of the topic
 * @param openWindows windows whose row does not count all their frames yet
 */
public record Accounting(long accounted, long expected, long openWindows) {
  private static final String QUERY =
      """
      SELECT
        (SELECT coalesce(sum(offset_count), 0) FROM hearthwatch.frame WHERE result_version = ?),
        (SELECT count(*)
         FROM (
           SELECT batch_id, count(DISTINCT frame_id) AS frames,
             count(*) - count(DISTINCT frame_id) AS recovered
           FROM hearthwatch.frame
           WHERE result_version = ? AND batch_id IS NOT NULL GROUP BY batch_id) admitted
         LEFT JOIN hearthwatch.batch b ON b.id = admitted.batch_id
         WHERE b.id IS NULL OR b.stage = 'provisional' OR b.revision < admitted.frames
           OR b.frames_recovered < admitted.recovered)
      """;

  /**
   * Looks at the tables.
   *
   * @param records that the topic has, sent again or not
   */
  public static Accounting of(Connection connection, History history, long records)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, history.rules().resultVersion());
      query.setString(2, history.rules().resultVersion());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Accounting(row.getLong(1), records, row.getLong(2));
      }
    }
  }

  /**
   * Whether nothing is to be waited for any more. Messages on topics may still be on their way:
   * they are flushed with the next checkpoint.
   */
  public boolean settled() {
    return accounted >= expected && openWindows == 0;
  }
}
