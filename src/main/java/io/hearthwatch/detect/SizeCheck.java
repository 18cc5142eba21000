package io.hearthwatch.detect;

/** Judges the size of a picture before anything is spent on its samples. */
@FunctionalInterface
public interface SizeCheck {
  /** Every size is right. */
  SizeCheck ANY = (width, height) -> {};

  /**
   * @param width in pixels, at least 1
   * @param height in pixels, at least 1
   * @throws FrameRejectedException when a picture of this size is not to be searched
   */
  void check(int width, int height) throws FrameRejectedException;
}
