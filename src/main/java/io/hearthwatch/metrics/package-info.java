/**
 * What the job says about itself while it runs: the names of all its metrics in one place ({@link
 * io.hearthwatch.metrics.JobMetric}), and what several stages need to give them. Nothing here takes
 * part in a result.
 *
 * <p>Counters and latencies begin anew with each start of a subtask, as Flink's own do. {@link
 * io.hearthwatch.metrics.OutcomeTotals} do not: they are part of the job's state and count each
 * record once, whatever fails in between.
 */
package io.hearthwatch.metrics;
