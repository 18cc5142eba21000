package io.hearthwatch.window;

/**
 * Where a camera stands in its own event time.
 *
 * @param clockMicros its clock after the last frame
 * @param dueMillis the earliest end, or end plus allowed lateness, that some window of it waits
 *     for; spares looking at all windows with every frame
 */
public record CameraClock(long clockMicros, long dueMillis) {

  /** Before a camera's first frame. */
  public static final CameraClock START = new CameraClock(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Whether the clock has reached a moment. */
  boolean reached(long millis) {
    return Math.floorDiv(clockMicros, 1000L) >= millis;
  }
}
