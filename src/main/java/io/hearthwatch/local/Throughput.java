package io.hearthwatch.local;

/**
 * Frames per second while there are frames to do: from the first look that found any to the last
 * that found more, so neither the job's start nor the wait for the last windows counts.
 *
 * <p>Not safe to share between threads.
 */
final class Throughput {
  private long firstFrames;
  private long firstNanos;
  private long lastFrames;
  private long lastNanos;

  /**
   * Notes a look.
   *
   * @param frames done since the start; never falls
   * @param nanos when, on {@link System#nanoTime}'s clock
   */
  void note(long frames, long nanos) {
    if (lastFrames == 0) {
      firstFrames = frames;
      firstNanos = nanos;
    }
    if (frames > lastFrames) {
      lastFrames = frames;
      lastNanos = nanos;
    }
  }

  /** The rate; 0 as long as it cannot be told, as when all frames were there at the first look. */
  double perSecond() {
    long frames = lastFrames - firstFrames;
    return frames == 0 ? 0 : frames * 1e9 / (lastNanos - firstNanos);
  }
}
