package io.hearthwatch.order;

/**
 * How far a camera's sequence has been released.
 *
 * @param next the number that must leave next
 * @param waiting how many later numbers wait for it
 */
public record SequenceProgress(long next, int waiting) {

  /** Before a camera's first frame. */
  public static final SequenceProgress START = new SequenceProgress(0, 0);
}
