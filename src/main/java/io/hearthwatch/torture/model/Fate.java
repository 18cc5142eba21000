package io.hearthwatch.torture.model;

/**
 * What became of one record, once it is known what was seen.
 *
 * @param frame the record
 * @param outcome in the ledger
 * @param reason of a rejection; null otherwise
 * @param counted what its window counts of it; null when that is nothing
 * @param undecided whether it may have been another one before, as more than one is right
 */
public record Fate(Frame frame, String outcome, String reason, Sight counted, boolean undecided) {

  boolean analysed() {
    return outcome.equals("analysed");
  }

  boolean rejected() {
    return outcome.equals("rejected");
  }
}
