package io.hearthwatch.retain;

import io.hearthwatch.schema.RemovedRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Old rows of the ledger that belong to no window: duplicates, late and rejected records, gaps. No
 * capture time of theirs is to be trusted: their age is that of the Kafka record.
 */
final class LooseRecords {
  /** When row {@code f} of the ledger, which belongs to no window, was recorded. */
  static final String RECORDED = "coalesce(f.appended_at, f.ingested_at)";

  private static final int AT_ONCE = 5000;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TEMP TABLE IF NOT EXISTS loose (
            place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, result_version text NOT NULL,
            kafka_topic text NOT NULL, kafka_partition integer NOT NULL, kafka_offset bigint NOT NULL,
            camera_id text, recorded_at timestamptz NOT NULL, bytes integer NOT NULL)
          """,
          "TRUNCATE pg_temp.loose RESTART IDENTITY");

  private static final String CHOOSE =
      """
      INSERT INTO pg_temp.loose (result_version, kafka_topic, kafka_partition, kafka_offset,
        camera_id, recorded_at, bytes)
      SELECT f.result_version, f.kafka_topic, f.kafka_partition, f.kafka_offset, f.camera_id,
        %1$s, pg_column_size(f)
      FROM hearthwatch.frame f
      WHERE f.batch_id IS NULL AND %1$s < ? AND f.written_at < ? AND NOT %2$s
        AND coalesce(f.camera_id <> ALL (?), true)
      ORDER BY 1, 2, 3, 4
      """
          .formatted(RECORDED, RemovedRows.IS_ONE);

  private static final String COUNT =
      """
      SELECT camera_id, count(*), sum(bytes), min(recorded_at), max(recorded_at)
      FROM pg_temp.loose GROUP BY camera_id
      """;

  private static final String REMOVE =
      """
      WITH gone AS (
        DELETE FROM hearthwatch.frame f USING pg_temp.loose l
        WHERE l.place > ? AND l.place <= ? AND f.result_version = l.result_version
          AND f.kafka_topic = l.kafka_topic AND f.kafka_partition = l.kafka_partition
          AND f.kafka_offset = l.kafka_offset
        RETURNING f.*, l.recorded_at, l.bytes
      ), noted AS (
        INSERT INTO pg_temp.removed
        SELECT result_version, kafka_topic, kafka_partition, kafka_offset,
          kafka_offset + offset_count, ingested_at, written_at
        FROM gone)
      SELECT camera_id, count(*), sum(bytes), min(recorded_at), max(recorded_at)
      FROM gone GROUP BY camera_id
      """;

  private final Session session;
  private final ClosedRanges ranges;

  LooseRecords(Session session, ClosedRanges ranges) {
    this.session = session;
    this.ranges = ranges;
  }

  /**
   * Decides, and changes nothing but a temporary table.
   *
   * @param before records that are older go
   * @param settled but not if they were written since
   * @param away nor if they are of these cameras
   */
  void choose(Instant before, Instant settled, Set<String> away) throws SQLException {
    for (String table : TABLES) {
      session.execute(table);
    }
    session.execute(CHOOSE, before, settled, session.texts(away));
    session.execute("ANALYZE pg_temp.loose");
  }

  void tallyChosen(Removals removals) throws SQLException {
    session.tally(removals, "frame", COUNT);
  }

  /** Removes what was chosen, until told to stop. */
  void remove(Removals removed, BooleanSupplier stop) throws SQLException {
    long last = session.number("SELECT coalesce(max(place), 0) FROM pg_temp.loose");
    for (long done = 0; done < last && !stop.getAsBoolean(); done += AT_ONCE) {
      Removals together = new Removals();
      session.tally(together, "frame", REMOVE, done, done + AT_ONCE);
      ranges.write();
      session.connection().commit();
      removed.add(together);
    }
  }
}
