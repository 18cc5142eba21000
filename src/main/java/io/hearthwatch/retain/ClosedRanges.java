package io.hearthwatch.retain;

import io.hearthwatch.schema.RemovedRows;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps a row for every offset: writes, for the rows of the ledger that were just removed, the
 * ranges of their offsets, each one joined with the ranges that it touches.
 */
final class ClosedRanges {
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TEMP TABLE IF NOT EXISTS removed (result_version text, kafka_topic text,
            kafka_partition integer, first bigint, past bigint, ingested_at timestamptz,
            written_at timestamptz) ON COMMIT DELETE ROWS
          """,
          """
          CREATE OR REPLACE TEMP VIEW island AS
          SELECT result_version, kafka_topic, kafka_partition, min(first) AS first, max(past) AS past,
            max(ingested_at) AS ingested_at, max(written_at) AS written_at
          FROM (
            SELECT *, count(*) FILTER (WHERE apart) OVER (
              PARTITION BY result_version, kafka_topic, kafka_partition ORDER BY first) AS number
            FROM (
              SELECT *, first > coalesce(max(past) OVER (
                PARTITION BY result_version, kafka_topic, kafka_partition ORDER BY first
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), first - 1) AS apart
              FROM pg_temp.removed) r) r
          GROUP BY result_version, kafka_topic, kafka_partition, number
          """);

  /** Takes back the ranges that end where one of the new begins, or begin where it ends. */
  private static final String ABSORB =
      """
      WITH gone AS (
        DELETE FROM hearthwatch.frame f
        USING pg_temp.island i
        CROSS JOIN LATERAL (
          (SELECT b.kafka_offset
           FROM hearthwatch.frame b
           WHERE b.result_version = i.result_version AND b.kafka_topic = i.kafka_topic
             AND b.kafka_partition = i.kafka_partition AND b.kafka_offset < i.first
           ORDER BY b.kafka_offset DESC LIMIT 1)
          UNION ALL SELECT i.past) beside (kafka_offset)
        WHERE f.result_version = i.result_version AND f.kafka_topic = i.kafka_topic
          AND f.kafka_partition = i.kafka_partition AND f.kafka_offset = beside.kafka_offset
          AND %s AND f.kafka_offset + f.offset_count >= i.first
        RETURNING f.*)
      INSERT INTO pg_temp.removed
      SELECT result_version, kafka_topic, kafka_partition, kafka_offset, kafka_offset + offset_count,
        ingested_at, written_at
      FROM gone
      """
          .formatted(RemovedRows.IS_ONE);

  private static final String WRITE =
      """
      INSERT INTO hearthwatch.frame (result_version, kafka_topic, kafka_partition, kafka_offset,
        offset_count, outcome, reason, detail, detections, ingested_at, written_at, attempts)
      SELECT result_version, kafka_topic, kafka_partition, first, past - first, 'gap', '%s',
        'their rows were removed by hearthwatch retention', 0, ingested_at, written_at, 0
      FROM pg_temp.island
      """
          .formatted(RemovedRows.REASON);

  private final Session session;

  ClosedRanges(Session session) {
    this.session = session;
  }

  /** Makes the temporary table {@code removed}; outside a transaction. */
  void prepare() throws SQLException {
    for (String table : TABLES) {
      session.execute(table);
    }
  }

  /** Within the transaction that filled {@code removed}. */
  void write() throws SQLException {
    session.execute(ABSORB);
    session.execute(WRITE);
  }
}
