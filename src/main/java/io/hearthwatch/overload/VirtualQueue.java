package io.hearthwatch.overload;

/**
 * A queue that is worked off at a fixed rate, imagined: when the last frame let into it would be
 * done, if frames were searched one after the other at the declared capacity, from the moments on
 * at which the broker appended them. It is the virtual scheduling form of the generic cell rate
 * algorithm (ITU-T I.371, annex A): one number instead of a queue.
 *
 * <p>Immutable. Times count from the epoch; nanoseconds, so that intervals of high rates are not
 * rounded away.
 *
 * @param finishNanos when the last frame that was let in would be done
 * @param latestAppendMillis largest append time met: time never goes back, also where a partition's
 *     new leader has a slower clock
 */
record VirtualQueue(long finishNanos, long latestAppendMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Before the first record. */
  static final VirtualQueue EMPTY = new VirtualQueue(0, 0);

  /** The queue when a record arrives. */
  VirtualQueue at(long appendedAtMillis) {
    return new VirtualQueue(finishNanos, Math.max(latestAppendMillis, appendedAtMillis));
  }

  /** How long a frame that arrives now would wait for its turn, in nanoseconds, at least 0. */
  long waitNanos() {
    return Math.max(0, finishNanos - latestAppendMillis * NANOS_PER_MILLI);
  }

  /**
   * The queue with one frame more, at its end.
   *
   * @param intervalNanos what one frame takes
   */
  VirtualQueue plusFrame(long intervalNanos) {
    long begins = Math.max(finishNanos, latestAppendMillis * NANOS_PER_MILLI);
    return new VirtualQueue(begins + intervalNanos, latestAppendMillis);
  }

  /** Whichever has met more: of two copies of a partition's queue, the other one is stale. */
  VirtualQueue newest(VirtualQueue other) {
    return new VirtualQueue(
        Math.max(finishNanos, other.finishNanos),
        Math.max(latestAppendMillis, other.latestAppendMillis));
  }
}
