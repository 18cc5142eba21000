package io.hearthwatch.simulate;

/**
 * A place with a camera: what it shows and how it sees depth. A camera at height h sees the ground
 * row y, below the horizon y0, at (y − y0) / h pixels a metre.
 */
public enum Scene {
  /** A porch with the front door. */
  FRONT_DOOR("front-door", 40, 2.5, 540, 230, 330),
  /** The driveway in front of the garage. */
  DRIVEWAY("driveway", 100, 3.0, 430, 240, 300),
  /** The garden behind the house, with the back door. */
  GARDEN("garden", 70, 2.6, 500, 260, 300),
  /** The street in front of the house. */
  STREET("street", 110, 3.4, 430, 240, 330);

  private final String cameraId;
  private final double horizon;
  private final double cameraHeight;
  private final float lampX;
  private final float lampY;
  private final float lampReach;

  /** The lamp's light falls strongest at its x and y and ends at its reach, all in pixels. */
  Scene(
      String cameraId,
      double horizon,
      double cameraHeight,
      float lampX,
      float lampY,
      float lampReach) {
    this.cameraId = cameraId;
    this.horizon = horizon;
    this.cameraHeight = cameraHeight;
    this.lampX = lampX;
    this.lampY = lampY;
    this.lampReach = lampReach;
  }

  /** The camera that watches it, for example {@code front-door}. */
  public String cameraId() {
    return cameraId;
  }

  /**
   * Pixels a metre for something that stands on a row.
   *
   * @throws IllegalArgumentException at or above the horizon
   */
  double pixelsPerMetre(double row) {
    if (row <= horizon) {
      throw new IllegalArgumentException(
          "nothing stands on row " + row + " of " + cameraId + ": the horizon is at " + horizon);
    }
    return (row - horizon) / cameraHeight;
  }

  /** The row on which something stands that is this many pixels a metre large, above 0. */
  double rowAt(double pixelsPerMetre) {
    return horizon + pixelsPerMetre * cameraHeight;
  }

  /** Brightness of something at a place, 0 to 1. */
  float lightAt(Lighting lighting, double x, double y) {
    return Math.min(1, lighting.onObjects() + lampLight(lighting, (float) x, (float) y));
  }

  /** What the lamp adds at a place, 0 to 1: a pool of light on the ground, wider than tall. */
  float lampLight(Lighting lighting, float x, float y) {
    float dx = (x - lampX) / lampReach;
    float dy = (y - lampY) / (lampReach * 0.8f);
    float rest = Math.max(0, 1 - (dx * dx + dy * dy));
    return lighting.lamps() * rest * rest;
  }

  /** What stands still there. */
  Backdrop backdrop() {
    return switch (this) {
      case FRONT_DOOR -> new FrontDoorBackdrop();
      case DRIVEWAY -> new DrivewayBackdrop();
      case GARDEN -> new GardenBackdrop();
      case STREET -> new StreetBackdrop();
    };
  }
}
