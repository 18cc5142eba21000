package io.hearthwatch.image;

/** Which colour comes first in a tensor. */
public enum ChannelOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red. */
  BGR
}
