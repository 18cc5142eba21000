package io.hearthwatch.simulate;

/**
 * Place and motion at one moment.
 *
 * @param x pixels from the left
 * @param y pixels from the top
 * @param headingX pixels to the right it moves, or last moved, a second
 * @param headingY the same downwards, that is towards the camera
 * @param still whether it stands; it then looks where it last went
 * @param travelled pixels moved since the first waypoint
 */
record Position(
    double x, double y, double headingX, double headingY, boolean still, double travelled) {

  /** Whether it moves, or last moved, towards or away from the camera more than across. */
  boolean inDepth() {
    return Math.abs(headingY) > Math.abs(headingX) * 0.7;
  }
}
