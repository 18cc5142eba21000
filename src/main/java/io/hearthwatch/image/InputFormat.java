package io.hearthwatch.image;

/**
 * The picture tensor a model expects: one picture with three channels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param placement where the picture lies in it
 * @param order which channel comes first
 * @param normalisation what stands for a sample; {@link Normalisation#RAW} where elements are bytes
 * @param elements how numbers are held
 * @param axes in which order it runs through the picture
 */
public record InputFormat(
    int width,
    int height,
    Placement placement,
    ChannelOrder order,
    Normalisation normalisation,
    ElementType elements,
    Axes axes) {

  /** Checks the ranges. */
  public InputFormat {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an input of %d x %d".formatted(width, height));
    }
    if (elements == ElementType.UINT8 && normalisation != Normalisation.RAW) {
      throw new IllegalArgumentException("bytes cannot hold samples normalised " + normalisation);
    }
  }

  /** A tensor of floats, channel by channel. */
  public InputFormat(
      int width, int height, Placement placement, ChannelOrder order, Normalisation normalisation) {
    this(width, height, placement, order, normalisation, ElementType.FLOAT32, Axes.CHANNELS_FIRST);
  }

  /** Elements in the tensor. */
  public int length() {
    return Math.multiplyExact(3, Math.multiplyExact(width, height));
  }
}
