package io.hearthwatch.simulate;

/**
 * A lamp of a scene.
 *
 * @param x where its light falls strongest, pixels
 * @param y the same, pixels
 * @param reach distance in pixels at which nothing of it is left
 */
record Lamp(float x, float y, float reach) {

  /**
   * Share of its light at a place, 0 to 1; wider than tall, as a pool of light on the ground is.
   */
  float at(float px, float py) {
    float dx = (px - x) / reach;
    float dy = (py - y) / (reach * 0.8f);
    float rest = 1 - (dx * dx + dy * dy);
    return rest <= 0 ? 0 : rest * rest;
  }
}
