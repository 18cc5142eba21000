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
   * @param way second of the act, x and y in pixels, in turn for each waypoint
   */
  ActScript show(Scene scene, String object, double... way) {
    if (way.length % 3 != 0) {
      throw new IllegalArgumentException(
          "a way is made of second, x, y for each waypoint; got " + way.length + " numbers");
    }
    List<Waypoint> waypoints = new ArrayList<>(way.length / 3);
    for (int i = 0; i < way.length; i += 3) {
      waypoints.add(new Waypoint(way[i], way[i + 1], way[i + 2]));
    }
    appearances.add(new Appearance(scene.cameraId(), object, new Path(waypoints)));
    return this;
  }

  /** The finished act. */
  Act act() {
    return new Act(offset, length, lighting, appearances);
  }
}
