package io.hearthwatch.simulate;

import java.util.List;

/**
 * A place with a camera: what it shows and how it sees depth. A camera at height h sees the ground
 * row y, below the horizon y0, at (y − y0) / h pixels a metre.
 */
public enum Scene {
  /** A porch with the front door. */
  FRONT_DOOR("front-door", 40, 2.5, new FrontDoorBackdrop(), List.of(new Lamp(540, 230, 330))),
  /** The driveway in front of the garage. */
  DRIVEWAY("driveway", 100, 3.0, new DrivewayBackdrop(), List.of(new Lamp(430, 240, 300))),
  /** The garden behind the house, with the back door. */
  GARDEN("garden", 70, 2.6, new GardenBackdrop(), List.of(new Lamp(500, 260, 300))),
  /** The street in front of the house. */
  STREET("street", 110, 3.4, new StreetBackdrop(), List.of(new Lamp(430, 240, 330)));

  private final String cameraId;
  private final double horizon;
  private final double cameraHeight;
  private final Backdrop backdrop;
  private final List<Lamp> lamps;

  Scene(String cameraId, double horizon, double cameraHeight, Backdrop backdrop, List<Lamp> lamps) {
    this.cameraId = cameraId;
    this.horizon = horizon;
    this.cameraHeight = cameraHeight;
    this.backdrop = backdrop;
    this.lamps = lamps;
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

  /** Brightness of something at a place, 0 to 1. */
  float lightAt(Lighting lighting, double x, double y) {
    return Math.min(1, lighting.onObjects() + lampLight(lighting, (float) x, (float) y));
  }

  /** What the lamps add at a place, 0 to 1. */
  float lampLight(Lighting lighting, float x, float y) {
    float light = 0;
    for (Lamp lamp : lamps) {
      light += lighting.lamps() * lamp.at(x, y);
    }
    return light;
  }

  /** What stands still there. */
  Backdrop backdrop() {
    return backdrop;
  }
}
