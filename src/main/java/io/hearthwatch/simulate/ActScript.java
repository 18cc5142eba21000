package io.hearthwatch.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes an act, one object's way after another. */
final class ActScript {
  private final Duration offset;
  private final Duration length;
  private final Lighting lighting;
  private final List<Appearance> appearances = new ArrayList<>();

  /** An empty act; parameters as in {@link Act}. */
  ActScript(Duration offset, Duration length, Lighting lighting) {
    this.offset = offset;
    this.length = length;
    this.lighting = lighting;
  }

  /**
   * Lets an object take a way.
   *
   * @param way as in {@link Path#parse}
   */
  ActScript show(Scene scene, String object, String way) {
    appearances.add(new Appearance(scene.cameraId(), object, Path.parse(way)));
    return this;
  }

  /** The finished act. */
  Act act() {
    return new Act(offset, length, lighting, appearances);
  }
}
