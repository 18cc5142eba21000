package io.hearthwatch.detect;

import io.hearthwatch.cache.CacheCounters;
import java.util.Optional;

/**
 * Searches pictures for objects. One instance serves one thread at a time; it may be opened by one
 * thread and used by another.
 */
public interface FrameAnalyzer extends AutoCloseable {

  /**
   * Decodes one picture and finds the objects in it.
   *
   * @param picture the bytes of the file
   * @param size judges the picture's size before its samples are decoded
   * @throws FrameRejectedException when this picture cannot be analysed; the next one may be
   */
  Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException;

  /** Decodes one picture, of whatever size, and finds the objects in it. */
  default Analysis analyse(byte[] picture) throws FrameRejectedException {
    return analyse(picture, SizeCheck.ANY);
  }

  /** What the cache of prepared frames did so far, for any thread; empty where there is none. */
  default Optional<CacheCounters> cacheCounters() {
    return Optional.empty();
  }

  /**
   * Gives back the buffers and this instance's share of the model, after an analysis under way has
   * ended. Closing twice is harmless.
   */
  @Override
  void close();
}
