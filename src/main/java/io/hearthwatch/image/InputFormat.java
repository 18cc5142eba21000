package io.hearthwatch.image;

/**
 * The picture tensor a model expects: one picture, three channels, rows, columns, as floats.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param placement where the picture lies in it
 * @param order which channel comes first
 * @param divisor what a sample of 0 to 255 is divided by: 255 for models that read 0 to 1
 */
public record InputFormat(
    int width, int height, Placement placement, ChannelOrder order, float divisor) {

  /** Checks the ranges. */
  public InputFormat {
    if (width < 1 || height < 1 || !(divisor > 0)) {
      throw new IllegalArgumentException(
          "an input of %d x %d with divisor %s".formatted(width, height, divisor));
    }
  }

  /** Floats in the tensor. */
  public int length() {
    return Math.multiplyExact(3, Math.multiplyExact(width, height));
  }
}
