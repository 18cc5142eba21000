package io.hearthwatch.torture.model;

import java.util.List;

/**
 * What looking at an admitted frame's file gives.
 *
 * @param reason why it cannot be searched; null when it can
 * @param width pixels; null when the header is not read
 * @param height pixels; null when the header is not read
 * @param sizeMatters whether width and height are bound to be these: of a broken file nobody
 *     promises how much of its header is still understood
 * @param found what counts, in canonical order
 */
public record Sight(
    String reason, Integer width, Integer height, boolean sizeMatters, List<Found> found) {

  /** Nothing is there to look at, or nothing that may be looked at. */
  static Sight unread(String reason) {
    return new Sight(reason, null, null, true, List.of());
  }

  /** Outcome in the ledger. */
  public String outcome() {
    return reason == null ? "analysed" : "rejected";
  }
}
