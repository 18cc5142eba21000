package io.hearthwatch.store;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Lineage;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes results: tables {@code batch} and {@code event}, one statement per batch.
 *
 * <p>Its input should keep all states of a batch on one subtask: chained to the stage that is keyed
 * by camera, or keyed by camera again. Spread over subtasks, the rows still come out right, for
 * they never go back; but two flushes that hold the same two batches in opposite order wait for
 * each other until Postgres ends one of them and it is repeated.
 */
public final class ResultSink {

  private ResultSink() {}

  /**
   * The sink of results.
   *
   * @param settings where to write, how many rows together, how often to repeat a failed flush
   * @param lineage stands on every row
   */
  public static Sink<AssessedBatch> create(StoreSettings settings, Lineage lineage) {
    ResultStatement statement = new ResultStatement(lineage);
    return PostgresSink.atLeastOnce(settings, statement.sql(), statement::bind);
  }
}
