package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a job has come, as its tables tell.
 *
 * @param records offsets accounted for in the ledger
 * @param analysed frames that were searched
 * @param detections boxes found
 * @param batches windows written at all
 * @param closed windows closed by their camera's clock
 * @param events windows with an event
 * @param unsettled windows whose row does not count all admitted frames yet, or is provisional
 */
public record Progress(
    long records,
    long analysed,
    long detections,
    long batches,
    long closed,
    long events,
    long unsettled) {

  private static final String QUERY =
      """
      WITH frames AS (
        SELECT coalesce(sum(offset_count), 0) AS records,
               count(*) FILTER (WHERE outcome = 'analysed') AS analysed,
               coalesce(sum(detections), 0) AS detections
        FROM hearthwatch.frame WHERE result_version = ?),
      batches AS (
        SELECT count(*) AS batches, count(*) FILTER (WHERE stage = 'closed') AS closed
        FROM hearthwatch.batch WHERE result_version = ?),
      events AS (
        SELECT count(*) AS events FROM hearthwatch.event WHERE result_version = ?),
      admitted AS (
        SELECT batch_id, count(DISTINCT frame_id) AS frames,
               count(*) FILTER (WHERE outcome = 'analysed') AS analysed
        FROM hearthwatch.frame WHERE result_version = ? AND batch_id IS NOT NULL
        GROUP BY batch_id),
      unsettled AS (
        SELECT count(*) AS unsettled
        FROM admitted LEFT JOIN hearthwatch.batch ON batch.id = admitted.batch_id
        WHERE batch.id IS NULL OR batch.stage = 'provisional' OR batch.revision <> admitted.frames
          OR batch.frames_analysed <> admitted.analysed)
      SELECT * FROM frames, batches, events, unsettled
      """;

  /** The present state of one result version. */
  public static Progress of(Connection connection, String resultVersion) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      for (int i = 1; i <= 4; i++) {
        query.setString(i, resultVersion);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Progress(
            row.getLong("records"),
            row.getLong("analysed"),
            row.getLong("detections"),
            row.getLong("batches"),
            row.getLong("closed"),
            row.getLong("events"),
            row.getLong("unsettled"));
      }
    }
  }

  /** Whether so many records are accounted for and every window counts all its frames. */
  public boolean settledAt(long expectedRecords) {
    return records == expectedRecords && unsettled == 0;
  }
}
