package io.hearthwatch.publish;

import java.time.Duration;

/**
 * How long to rest between two looks at the folders: looking takes at most a fifth of the time,
 * however large the directory is, and nothing waits longer than a bound for the next look.
 *
 * @param settle how long a file must stand still to be complete
 */
record Pace(Duration settle) {
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);
  private static final int REST = 4;

  /** The shortest rest; no longer than a file has to stand still. */
  long intervalNanos() {
    return Math.min(
        LONGEST_INTERVAL.toNanos(), Math.max(SHORTEST_INTERVAL.toNanos(), settle.toNanos()));
  }

  /**
   * The rest after a look.
   *
   * @param tookNanos how long the look took; one that waited for the broker is no measure of the
   *     disk, which is why there is a bound
   */
  long restNanos(long tookNanos) {
    long longest = Math.max(LONGEST_REST.toNanos(), settle.toNanos());
    long wanted = tookNanos < longest / REST ? REST * tookNanos : longest;
    return Math.max(intervalNanos(), wanted);
  }
}
