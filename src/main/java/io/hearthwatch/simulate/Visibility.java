package io.hearthwatch.simulate;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what was painted into ground truth: boxes clipped to the frame, and how much of each can be
 * seen. Visibility is sampled at 24 by 24 points of the box; whatever lies inside a nearer object's
 * box counts as hidden, so it is a lower bound.
 */
final class Visibility {
  private static final int SAMPLES = 24;
  private static final Rectangle2D FRAME =
      new Rectangle2D.Double(0, 0, FrameRenderer.WIDTH, FrameRenderer.HEIGHT);

  private Visibility() {}

  /**
   * An object as painted.
   *
   * @param object its colour's name
   * @param label its kind
   * @param box its whole extent, not clipped
   */
  record Painted(String object, String label, Rectangle2D box) {}

  /** The visible ones of the objects, in the given order, which is farthest first. */
  static List<TruthBox> truth(List<Painted> farthestFirst) {
    List<TruthBox> truth = new ArrayList<>(farthestFirst.size());
    for (int i = 0; i < farthestFirst.size(); i++) {
      Painted painted = farthestFirst.get(i);
      float visible =
          visibleFraction(painted.box(), farthestFirst.subList(i + 1, farthestFirst.size()));
      if (visible > 0) {
        Rectangle2D box = painted.box().createIntersection(FRAME);
        truth.add(
            new TruthBox(
                painted.object(),
                painted.label(),
                (float) box.getMinX(),
                (float) box.getMinY(),
                (float) box.getMaxX(),
                (float) box.getMaxY(),
                visible));
      }
    }
    return List.copyOf(truth);
  }

  private static float visibleFraction(Rectangle2D box, List<Painted> nearer) {
    int visible = 0;
    for (int row = 0; row < SAMPLES; row++) {
      for (int column = 0; column < SAMPLES; column++) {
        double x = box.getX() + (column + 0.5) / SAMPLES * box.getWidth();
        double y = box.getY() + (row + 0.5) / SAMPLES * box.getHeight();
        if (FRAME.contains(x, y)
            && nearer.stream().noneMatch(other -> other.box().contains(x, y))) {
          visible++;
        }
      }
    }
    return (float) visible / (SAMPLES * SAMPLES);
  }
}
