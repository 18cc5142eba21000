package io.hearthwatch.detect;

import io.hearthwatch.image.PictureHeader;

/** Judges the size of a picture before anything is spent on its samples. */
@FunctionalInterface
public interface SizeCheck {
  /** Every size is right. */
  SizeCheck ANY = header -> {};

  /**
   * @param header the picture's header
   * @throws FrameRejectedException when a picture of this size is not to be searched
   */
  void check(PictureHeader header) throws FrameRejectedException;
}
