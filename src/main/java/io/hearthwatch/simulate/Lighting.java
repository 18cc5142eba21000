package io.hearthwatch.simulate;

/** The light of an hour: how bright and which tint the world is, and how noisy the sensor. */
public enum Lighting {
  /** Full daylight: lamps make no difference. */
  DAY(1.0f, 1.0f, 1.0f, 1.0f, 0f, 2),
  /** After sunset: dim, a little warm, lamps and windows lit. */
  DUSK(0.66f, 0.64f, 0.58f, 0.60f, 0.30f, 3),
  /** Night: dark away from the lamps, noisier. */
  NIGHT(0.46f, 0.28f, 0.29f, 0.32f, 0.52f, 4);

  private final float onObjects;
  private final float red;
  private final float green;
  private final float blue;
  private final float lamps;
  private final int noise;

  Lighting(float onObjects, float red, float green, float blue, float lamps, int noise) {
    this.onObjects = onObjects;
    this.red = red;
    this.green = green;
    this.blue = blue;
    this.lamps = lamps;
    this.noise = noise;
  }

  /** Brightness of people, cars and dogs away from lamps; never a tint, so they keep their hue. */
  float onObjects() {
    return onObjects;
  }

  /** Factor of the backdrop's red. */
  float red() {
    return red;
  }

  /** Factor of the backdrop's green. */
  float green() {
    return green;
  }

  /** Factor of the backdrop's blue. */
  float blue() {
    return blue;
  }

  /** Brightness a lamp adds right under it. */
  float lamps() {
    return lamps;
  }

  /** Whether lamps, windows and headlights shine. */
  boolean lampsAreOn() {
    return lamps > 0;
  }

  /** Largest deviation the sensor's noise makes, in steps of 255. */
  int noise() {
    return noise;
  }
}
