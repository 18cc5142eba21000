package io.hearthwatch.retain;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Which windows' rows go: frames and detections of old windows, with the batch unless an event
 * keeps it. Always all frames of a window, so that what stays can be audited.
 *
 * <p>A window stays, whatever its age, while a job may still revise it: until it is closed and the
 * latest closed window of its camera ended later by the allowed lateness. Nothing writes a retired
 * result version any more. And it stays until all of its rows are settled: a job that is restored
 * from before would write them again, into offsets that are accounted for as removed. A failed
 * frame that was requeued a short time ago counts as not settled: the job may revise its window
 * yet.
 */
final class Windows {
  /** Windows in one transaction: a few thousand rows. */
  private static final int AT_ONCE = 20;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TEMP TABLE IF NOT EXISTS reach (result_version text, camera_id text,
            retired boolean NOT NULL, until timestamptz)
          """,
          """
          CREATE TEMP TABLE IF NOT EXISTS going (id uuid PRIMARY KEY, result_version text NOT NULL,
            window_end timestamptz NOT NULL, with_batch boolean NOT NULL)
          """,
          "CREATE INDEX IF NOT EXISTS going_in_order ON pg_temp.going (window_end, id)",
          "TRUNCATE pg_temp.reach, pg_temp.going");

  private static final String REACH =
      """
      INSERT INTO pg_temp.reach
      SELECT b.result_version, b.camera_id, v.status IS NOT DISTINCT FROM 'retired',
        CASE WHEN v.status IS NOT DISTINCT FROM 'retired' THEN ?::timestamptz
          ELSE least(?::timestamptz,
            max(b.window_end) FILTER (WHERE b.stage = 'closed') - ? * interval '1 millisecond')
        END
      FROM hearthwatch.batch b
      LEFT JOIN hearthwatch.result_version v ON v.name = b.result_version
      WHERE b.camera_id <> ALL (?)
      GROUP BY b.result_version, b.camera_id, v.status
      """;

  private static final String GOING =
      """
      INSERT INTO pg_temp.going
      SELECT *
      FROM (
        SELECT b.id, b.result_version, b.window_end,
          NOT EXISTS (SELECT FROM hearthwatch.event e WHERE e.batch_id = b.id)
            OR b.window_end <= coalesce(?::timestamptz, '-infinity') AS with_batch
        FROM hearthwatch.batch b
        JOIN pg_temp.reach r USING (result_version, camera_id)
        WHERE b.window_end <= r.until AND (b.stage = 'closed' OR r.retired)
          AND b.written_at < ?) b
      WHERE NOT EXISTS (
          SELECT FROM hearthwatch.frame f
          WHERE f.batch_id = b.id AND f.result_version = b.result_version AND (f.written_at >= ?
            OR EXISTS (
              SELECT FROM hearthwatch.requeue q
              WHERE q.kafka_topic = f.kafka_topic AND q.kafka_partition = f.kafka_partition
                AND q.kafka_offset = f.kafka_offset AND q.requested_at >= ?)))
        AND (with_batch OR EXISTS (
          SELECT FROM hearthwatch.frame f
          WHERE f.batch_id = b.id AND f.result_version = b.result_version))
      """;

  private enum Table {
    DETECTION("captured_at", "t.batch_id = g.id AND t.result_version = g.result_version"),
    FRAME("captured_at", "t.batch_id = g.id AND t.result_version = g.result_version"),
    EVENT("window_start", "t.batch_id = g.id AND g.with_batch"),
    BATCH("window_start", "t.id = g.id AND g.with_batch");

    private final String time;
    private final String rows;

    Table(String time, String rows) {
      this.time = time;
      this.rows = rows;
    }

    private String kind() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Measures each row where it lies: one that went through a join has another size. */
    private String counting() {
      return """
          SELECT t.camera_id, count(*), sum(t.bytes), min(t.%1$s), max(t.%1$s)
          FROM pg_temp.going g
          CROSS JOIN LATERAL (
            SELECT t.camera_id, t.%1$s, pg_column_size(t) AS bytes
            FROM hearthwatch.%2$s t WHERE %3$s OFFSET 0) t
          GROUP BY t.camera_id
          """
          .formatted(time, kind(), rows);
    }

    private String removing() {
      String noting =
          this != FRAME
              ? ""
              : """
                , noted AS (
                  INSERT INTO pg_temp.removed
                  SELECT result_version, kafka_topic, kafka_partition, kafka_offset,
                    kafka_offset + offset_count, ingested_at, written_at
                  FROM gone)
                """;
      return """
          WITH gone AS (
            DELETE FROM hearthwatch.%s t USING pg_temp.going g
            WHERE g.id = ANY (?) AND %s
            RETURNING t.*, pg_column_size(t) AS bytes)%s
          SELECT camera_id, count(*), sum(bytes), min(%s), max(%s) FROM gone GROUP BY camera_id
          """
          .formatted(kind(), rows, noting, time, time);
    }
  }

  private final Session session;
  private final ClosedRanges ranges;

  Windows(Session session, ClosedRanges ranges) {
    this.session = session;
    this.ranges = ranges;
  }

  /**
   * Decides, and changes nothing but temporary tables.
   *
   * @param until windows that ended by then lose their frames
   * @param eventsUntil those that ended by then also lose batch and event; null for none
   * @param settled rows that were written since do not go, nor does their window
   * @param allowedLateness how long a job may revise a window
   * @param away cameras whose windows stay
   */
  void choose(
      Instant until,
      Instant eventsUntil,
      Instant settled,
      Duration allowedLateness,
      Set<String> away)
      throws SQLException {
    for (String table : TABLES) {
      session.execute(table);
    }
    session.execute(REACH, until, until, allowedLateness.toMillis(), session.texts(away));
    session.execute(GOING, eventsUntil, settled, settled, settled);
    session.execute("ANALYZE pg_temp.going");
  }

  void tallyChosen(Removals removals) throws SQLException {
    for (Table table : Table.values()) {
      session.tally(removals, table.kind(), table.counting());
    }
  }

  /** Removes what was chosen, the oldest windows first, until told to stop. */
  void remove(Removals removed, BooleanSupplier stop) throws SQLException {
    List<Going> windows = after(new Going(OffsetDateTime.MIN, new UUID(0, 0)));
    while (!windows.isEmpty() && !stop.getAsBoolean()) {
      Array ids =
          session.connection().createArrayOf("uuid", windows.stream().map(Going::id).toArray());
      Removals together = new Removals();
      for (Table table : Table.values()) {
        session.tally(together, table.kind(), table.removing(), ids);
      }
      ranges.write();
      session.connection().commit();
      removed.add(together);
      windows = after(windows.get(windows.size() - 1));
    }
  }

  private record Going(OffsetDateTime end, UUID id) {}

  private List<Going> after(Going last) throws SQLException {
    return session.query(
        """
        SELECT window_end, id FROM pg_temp.going
        WHERE (window_end, id) > (?, ?) ORDER BY window_end, id LIMIT %d
        """
            .formatted(AT_ONCE),
        rows -> {
          List<Going> windows = new ArrayList<>();
          while (rows.next()) {
            windows.add(
                new Going(rows.getObject(1, OffsetDateTime.class), rows.getObject(2, UUID.class)));
          }
          return windows;
        },
        last.end,
        last.id);
  }
}
