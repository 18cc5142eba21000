package io.hearthwatch.image;

/** What a model reads for a sample of 0 to 255. */
public enum Normalisation {
  /** A two hundred and fifty-fifth of it: 0 to 1. */
  ZERO_TO_ONE,
  /** The sample itself. */
  RAW,
  /**
   * 0 to 1, less the mean of ImageNet's pictures and divided by their standard deviation, colour by
   * colour: what torchvision calls {@code transforms.Normalize}.
   */
  IMAGENET;

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /**
   * Normalises one sample.
   *
   * @param sample 0 to 255
   * @param colour 0 red, 1 green, 2 blue, whichever comes first in the tensor
   */
  public float apply(int sample, int colour) {
    return switch (this) {
      case ZERO_TO_ONE -> sample / 255f;
      case RAW -> sample;
      case IMAGENET -> (sample / 255f - MEAN[colour]) / DEVIATION[colour];
    };
  }
}
