package io.hearthwatch.order;

/**
 * How far a camera's sequence has been released.
 *
 * @param next the number that must leave next
 * @param waiting how many later numbers wait for it
 * @param farewell the number at which the camera may be forgotten, should nothing with that number
 *     have come; 0 for none
 */
public record SequenceProgress(long next, int waiting, long farewell) {

  /** Before a camera's first frame. */
  public static final SequenceProgress START = new SequenceProgress(0, 0);

  /** Progress of a camera to which nobody has said farewell. */
  public SequenceProgress(long next, int waiting) {
    this(next, waiting, 0);
  }

  /** The same, to be forgotten at a number. */
  SequenceProgress until(long number) {
    return new SequenceProgress(next, waiting, number);
  }

  /** Whether all before the farewell has left, and nothing has come since. */
  boolean over() {
    return farewell > 0 && next == farewell && waiting == 0;
  }
}
