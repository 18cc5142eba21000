package io.hearthwatch.image;

/** Where a resized picture lies in a model's input. */
public enum Placement {
  /** In the middle, its proportions kept: the Ultralytics families. */
  CENTRED,
  /** At the top left, its proportions kept: YOLOX. */
  TOP_LEFT,
  /** Everywhere, its proportions given up: the DETR family. */
  STRETCHED
}
