package io.hearthwatch.image;

/** In which order a tensor runs through a picture. */
public enum Axes {
  /** Channel, row, column (NCHW): PyTorch's. */
  CHANNELS_FIRST,
  /** Row, column, channel (NHWC): TensorFlow's. */
  CHANNELS_LAST
}
