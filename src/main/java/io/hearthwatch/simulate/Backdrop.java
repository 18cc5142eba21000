package io.hearthwatch.simulate;

/** What stands still in front of a camera. Stateless. */
interface Backdrop {

  /** Paints the place by daylight, the whole frame. */
  void paint(Scenery scenery);

  /** Paints what shines by itself when lamps are on, over the darkened picture. */
  void paintLights(Scenery scenery);
}
