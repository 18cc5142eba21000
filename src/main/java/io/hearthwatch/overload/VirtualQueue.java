package io.hearthwatch.overload;

/**
 * A queue that is worked off at a fixed rate, imagined: how long a frame would wait in it if frames
 * were searched one after the other at the declared capacity, from the moments on at which the
 * broker appended them. It is the leaky bucket form of the generic cell rate algorithm (ITU-T
 * I.371): one number instead of a queue.
 *
 * <p>Immutable. Nanoseconds, so that intervals of high rates are not rounded away.
 *
 * @param waitNanos how long a frame that came with the last record would have waited for its turn,
 *     from 0
 * @param lastAppendMillis when that record was appended, milliseconds of the epoch
 */
record VirtualQueue(long waitNanos, long lastAppendMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Before the first record. */
  static final VirtualQueue EMPTY = new VirtualQueue(0, 0);

  /**
   * The queue when the next record arrives. Where a clock was set back, or a partition's new leader
   * has a slower one, no time has passed: the queue stays as long as it is, and goes on from there.
   */
  VirtualQueue at(long appendedAtMillis) {
    long passedMillis = Math.max(0, appendedAtMillis - lastAppendMillis);
    // Compared in milliseconds: the first record's distance from the epoch has no nanoseconds.
    long left =
        passedMillis >= waitNanos / NANOS_PER_MILLI + 1
            ? 0
            : Math.max(0, waitNanos - passedMillis * NANOS_PER_MILLI);
    return new VirtualQueue(left, appendedAtMillis);
  }

  /**
   * The queue with one frame more, at its end.
   *
   * @param intervalNanos what one frame takes
   */
  VirtualQueue plusFrame(long intervalNanos) {
    long wait = waitNanos + intervalNanos;
    return new VirtualQueue(wait < 0 ? Long.MAX_VALUE : wait, lastAppendMillis);
  }
}
