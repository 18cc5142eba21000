package io.hearthwatch.admit;

import io.hearthwatch.domain.RowId;

/** The admitted frames of one camera that may still come a second time. */
public interface SeenFrames {

  /** Whether the frame was admitted and is remembered. */
  boolean contains(RowId frameId) throws Exception;

  /** Remembers a frame until its window is forgotten. */
  void add(RowId frameId, long windowStartMillis) throws Exception;

  /** Forgets all frames of windows that start before the given time. */
  void forgetBefore(long windowStartMillis) throws Exception;
}
