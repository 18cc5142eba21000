package io.hearthwatch.torture.check;

import java.time.Instant;

/**
 * One write to one row, as a trigger noted it.
 *
 * @param number rising in the order in which writes to one row took effect
 * @param at wall clock
 * @param place table
 * @param key of the row, as {@link Difference} has it
 * @param op insert, update or delete
 * @param afterGap of a batch, up to where its job knew of a gap; 0 for others
 * @param revision of a batch or event; 0 for others
 * @param stage of a batch or event; null for others
 * @param outcome of a ledger row, with its reason; empty for others
 */
public record Write(
    long number,
    Instant at,
    String place,
    String key,
    String op,
    long afterGap,
    long revision,
    String stage,
    String outcome) {

  /** Place of the stage among stages. */
  int stageRank() {
    return java.util.List.of("provisional", "interim", "closed").indexOf(stage);
  }

  /** What may not go back, of a batch or event. */
  String state() {
    String gap = afterGap == 0 ? "" : ", after a gap up to " + afterGap;
    return "revision " + revision + " " + stage + gap;
  }

  @Override
  public String toString() {
    String state = stage == null ? outcome : state();
    return "%s  %s %s %s  %s".formatted(at, op, place, key, state);
  }
}
