/**
 * Writing: ledger rows and results to Postgres, events and dead letters to Kafka.
 *
 * <p>In come {@link io.hearthwatch.domain.FrameOutcome} (one per Kafka record, any order) and
 * {@link io.hearthwatch.domain.AssessedBatch} (several per window, each replacing the last). Out go
 * tables {@code frame} and {@code detection} through {@link io.hearthwatch.store.LedgerSink},
 * {@code batch} and {@code event} through {@link io.hearthwatch.store.ResultSink}, and two topics
 * through {@link io.hearthwatch.store.EventsTopic} and {@link
 * io.hearthwatch.store.DeadLetterTopic}.
 *
 * <p>All sinks deliver at least once and keep no state of their own. Rows have derived keys, are
 * written by one upsert per record, and are guarded against going back, so that delivering again,
 * in another order or with another parallelism ends in the same tables. Messages carry an id that
 * is the same each time, for consumers to drop repeats by. Columns that may differ between runs are
 * listed in {@link io.hearthwatch.store.ProcessingColumns}, and nowhere else.
 */
package io.hearthwatch.store;
