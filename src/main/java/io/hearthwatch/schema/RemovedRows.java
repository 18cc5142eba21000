package io.hearthwatch.schema;

/**
 * How the ledger says that rows of it were removed on purpose: a row of outcome {@code gap} stands
 * for the range of offsets whose rows are gone, so that every offset still has exactly one row. The
 * end of the first such range is where a partition's ledger is complete from.
 */
public final class RemovedRows {
  /** Column {@code reason} of such a row. */
  public static final String REASON = "removed_by_retention";

  /** Whether row {@code f} of the ledger is one. */
  public static final String IS_ONE =
      "(f.outcome = 'gap' AND f.reason IS NOT DISTINCT FROM '" + REASON + "')";

  private RemovedRows() {}

  /**
   * Whether a batch outlived its frames: the ledger has none of them, and says of the first and the
   * last offset that their rows were removed.
   *
   * @param batch what a row of table {@code batch} is called in the query
   */
  static String outlived(String batch) {
    return """
        (NOT EXISTS (
          SELECT FROM hearthwatch.frame f
          WHERE f.batch_id = %1$s.id AND f.result_version = %1$s.result_version)
        AND %2$s AND %3$s)
        """
        .formatted(batch, removed(batch, "first_offset"), removed(batch, "last_offset"));
  }

  private static String removed(String batch, String offset) {
    return """
        EXISTS (
          SELECT FROM (
            SELECT f.outcome, f.reason, f.kafka_offset + f.offset_count AS past
            FROM hearthwatch.frame f
            WHERE f.result_version = %1$s.result_version AND f.kafka_topic = %1$s.kafka_topic
              AND f.kafka_partition = %1$s.kafka_partition AND f.kafka_offset <= %1$s.%2$s
            ORDER BY f.kafka_offset DESC LIMIT 1) f
          WHERE %3$s AND f.past > %1$s.%2$s)
        """
        .formatted(batch, offset, IS_ONE);
  }
}
