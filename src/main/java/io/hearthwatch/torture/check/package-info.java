/**
 * Compares what a job left behind with what must be.
 *
 * <p>In: a history as it was played, the topic as it was recorded, and the {@link
 * io.hearthwatch.torture.check.World} that the job made: tables, the history of writes to them,
 * messages. Out: {@link io.hearthwatch.torture.check.Difference differences}, in a fixed order.
 * {@link io.hearthwatch.torture.history} tells how a run goes.
 */
package io.hearthwatch.torture.check;
