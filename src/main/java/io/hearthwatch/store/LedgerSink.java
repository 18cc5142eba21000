package io.hearthwatch.store;

import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes the ledger: tables {@code frame} and {@code detection}, one statement per record.
 *
 * <p>Its input may be partitioned in any way. A flush holds its rows' locks until it is through,
 * but every ledger row reaches the sink once per attempt of the job and detections belong to one
 * ledger row, so two subtasks never wait for each other's rows. Only a connection that a failed
 * attempt left behind can hold the same ones, in another order; should that make a deadlock,
 * Postgres ends one of the two and the flush is repeated. The row of an accepted gap also deletes
 * results, which the other sink may be writing at that moment: the same holds for these two.
 */
public final class LedgerSink {

  private LedgerSink() {}

  /**
   * The sink of the ledger.
   *
   * @param settings where to write, how many rows together, how often to repeat a failed flush
   * @param lineage names the result version of the rows
   */
  public static Sink<FrameOutcome> create(StoreSettings settings, Lineage lineage) {
    FrameStatement statement = new FrameStatement(lineage);
    return PostgresSink.atLeastOnce(settings, statement.sql(), statement::bind);
  }
}
