/**
 * Stage 1: Kafka records in, {@link io.hearthwatch.domain.Envelope envelopes} out, one for each
 * record and one for each gap between records, in partition order.
 *
 * <p>Nothing here throws for a bad record: what cannot become a reference becomes a verdict with
 * its reason and travels on to the ledger. The stage's only state is the source's own: the next
 * offset of each partition, which also is what gaps are found by. Offsets that the broker no longer
 * has stop the job, unless the operator accepts and so accounts for them.
 */
package io.hearthwatch.ingest;
