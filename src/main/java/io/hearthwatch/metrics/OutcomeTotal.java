package io.hearthwatch.metrics;

/**
 * How many rows of one fate a subtask gave to the ledger: what a checkpoint holds of {@link
 * OutcomeTotals}. In words, so that a savepoint outlives a change of the enums.
 *
 * @param outcome name of the outcome's constant
 * @param reason name of the reason's constant; null for none
 * @param rows how many
 * @param resultVersion under which they were written; null in state of before it was kept
 */
public record OutcomeTotal(String outcome, String reason, long rows, String resultVersion) {}
