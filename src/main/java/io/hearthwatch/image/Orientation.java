package io.hearthwatch.image;

import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * How stored samples have to be turned so that the picture stands upright: the eight values of the
 * EXIF tag {@code Orientation}, in their order.
 */
public enum Orientation {
  UPRIGHT(0, false, false),
  MIRRORED(0, true, false),
  UPSIDE_DOWN(2, false, false),
  FLIPPED(0, false, true),
  TRANSPOSED(1, true, false),
  QUARTER_RIGHT(1, false, false),
  TRANSVERSED(1, false, true),
  QUARTER_LEFT(3, false, false);

  private final int quarters;
  private final boolean mirror;
  private final boolean flip;

  /**
   * First the turn, then the reflection.
   *
   * @param quarters quarter turns, clockwise
   * @param mirror whether left and right are exchanged
   * @param flip whether top and bottom are exchanged
   */
  Orientation(int quarters, boolean mirror, boolean flip) {
    this.quarters = quarters;
    this.mirror = mirror;
    this.flip = flip;
  }

  /**
   * The meaning of the tag's value.
   *
   * @param tag any number; those that mean nothing leave the picture as it is
   */
  static Orientation of(int tag) {
    return tag >= 1 && tag <= values().length ? values()[tag - 1] : UPRIGHT;
  }

  /** Whether width and height change places. */
  boolean swapsSides() {
    return quarters % 2 == 1;
  }

  /**
   * The samples turned upright.
   *
   * @param pix 32 bits a pixel; destroyed unless it is returned
   * @return null when there is no memory for the turned samples
   */
  PIX apply(PIX pix) {
    PIX turned = pix;
    if (quarters > 0) {
      turned = leptonica.pixRotateOrth(pix, quarters);
      leptonica.pixDestroy(pix);
    }
    if (mirror && turned != null) {
      leptonica.pixFlipLR(turned, turned);
    }
    if (flip && turned != null) {
      leptonica.pixFlipTB(turned, turned);
    }
    return turned;
  }
}
