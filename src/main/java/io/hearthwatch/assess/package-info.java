/**
 * Scores batches by fixed rules: the same batch, the same site settings, the same event.
 *
 * <p>In: batches. Out: each batch with its event, or with none when it saw nothing that is watched.
 * Order and state: none. The rules and their points are in {@link io.hearthwatch.assess.RiskRule};
 * {@code docs/risk.md} shows them, and a test keeps the two equal.
 */
package io.hearthwatch.assess;
