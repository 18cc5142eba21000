package io.hearthwatch.image;

/** Where a resized picture lies in a model's input. */
public enum Placement {
  /** In the middle: the Ultralytics families. */
  CENTRED,
  /** At the top left: YOLOX. */
  TOP_LEFT
}
