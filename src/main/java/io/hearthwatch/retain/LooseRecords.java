package io.hearthwatch.retain;

import io.hearthwatch.schema.RemovedRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Old rows of the ledger that belong to no window: duplicates, late and rejected records, gaps. No
 * capture time of theirs is to be trusted: their age is that of the Kafka record.
 */
final class LooseRecords {
  private static final String RECORDED = "coalesce(f.appended_at, f.ingested_at)";
  private static final String OLD =
      "f.batch_id IS NULL AND " + RECORDED + " < ? AND NOT " + RemovedRows.IS_ONE;

  private static final String COUNT =
      """
      SELECT f.camera_id, count(*), sum(pg_column_size(f)), min(%1$s), max(%1$s)
      FROM hearthwatch.frame f WHERE %2$s GROUP BY f.camera_id
      """
          .formatted(RECORDED, OLD);

  private static final String REMOVE =
      """
      WITH old AS (
        SELECT f.ctid FROM hearthwatch.frame f WHERE %2$s LIMIT 5000
      ), gone AS (
        DELETE FROM hearthwatch.frame f USING old
        WHERE f.ctid = old.ctid
        RETURNING f.*, %1$s AS recorded_at, pg_column_size(f) AS bytes
      ), noted AS (
        INSERT INTO pg_temp.removed
        SELECT result_version, kafka_topic, kafka_partition, kafka_offset,
          kafka_offset + offset_count, ingested_at, written_at
        FROM gone)
      SELECT camera_id, count(*), sum(bytes), min(recorded_at), max(recorded_at)
      FROM gone GROUP BY camera_id
      """
          .formatted(RECORDED, OLD);

  private final Session session;
  private final ClosedRanges ranges;

  LooseRecords(Session session, ClosedRanges ranges) {
    this.session = session;
    this.ranges = ranges;
  }

  void tallyChosen(Removals removals, Instant before) throws SQLException {
    session.tally(removals, "frame", COUNT, before);
  }

  /** Removes them, until told to stop. */
  void remove(Removals removed, Instant before, BooleanSupplier stop) throws SQLException {
    while (!stop.getAsBoolean()) {
      Removals together = new Removals();
      session.tally(together, "frame", REMOVE, before);
      if (together.amounts().isEmpty()) {
        return;
      }
      ranges.write();
      session.connection().commit();
      removed.add(together);
    }
  }
}
