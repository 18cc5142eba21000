package io.hearthwatch.simulate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Paints one object in its own metres and remembers how far the paint reached: the truth box is
 * measured on the shapes, not guessed.
 *
 * <p>Coordinates: origin on the ground under the object, x forward, y up. Every colour is dimmed by
 * the light that falls on the object, all channels alike, so its hue survives the night.
 */
final class Brush {
  private final Graphics2D graphics;
  private final AffineTransform toPixels;
  private final float light;
  private Rectangle2D bounds;

  /**
   * @param footX pixel column of the origin
   * @param footY pixel row of the origin
   * @param pixelsPerMetre scale at that depth
   * @param facing 1 when forward is to the right, -1 when to the left
   * @param light brightness, 0 to 1
   */
  Brush(
      Graphics2D graphics,
      double footX,
      double footY,
      double pixelsPerMetre,
      int facing,
      float light) {
    this.graphics = graphics;
    this.toPixels =
        new AffineTransform(facing * pixelsPerMetre, 0, 0, -pixelsPerMetre, footX, footY);
    this.light = light;
  }

  /** An ellipse around a centre. */
  void oval(int rgb, float shade, double x, double y, double radiusX, double radiusY) {
    fill(rgb, shade, new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
  }

  /** A box with round corners. */
  void box(
      int rgb, float shade, double left, double bottom, double right, double top, double corner) {
    fill(
        rgb,
        shade,
        new RoundRectangle2D.Double(
            left, bottom, right - left, top - bottom, corner * 2, corner * 2));
  }

  /** A limb through the given points, x and y in turn, with round ends. */
  void limb(int rgb, float shade, double thickness, double... points) {
    BasicStroke stroke =
        new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    fill(rgb, shade, stroke.createStrokedShape(line(points)));
  }

  /** A closed polygon through the given points, x and y in turn. */
  void polygon(int rgb, float shade, double... points) {
    Path2D path = line(points);
    path.closePath();
    fill(rgb, shade, path);
  }

  /** The soft shadow on the ground: painted, but no part of the object. */
  void shadow(double halfLength, double halfDepth) {
    graphics.setColor(new Color(0, 0, 0, (int) (70 * light)));
    graphics.fill(
        toPixels.createTransformedShape(
            new Ellipse2D.Double(-halfLength, -halfDepth, 2 * halfLength, 2 * halfDepth)));
  }

  /** Light that shines by itself: not dimmed, and no part of the object. */
  void glow(Color colour, double x, double y, double radiusX, double radiusY) {
    graphics.setColor(colour);
    graphics.fill(
        toPixels.createTransformedShape(
            new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY)));
  }

  /** The smallest pixel box around everything painted so far, not clipped to the frame. */
  Rectangle2D bounds() {
    if (bounds == null) {
      throw new IllegalStateException("nothing was painted yet");
    }
    return bounds;
  }

  private void fill(int rgb, float shade, Shape shape) {
    Shape inPixels = toPixels.createTransformedShape(shape);
    graphics.setColor(dimmed(rgb, shade * light));
    graphics.fill(inPixels);
    Rectangle2D box = inPixels.getBounds2D();
    bounds = bounds == null ? box : bounds.createUnion(box);
  }

  private static Color dimmed(int rgb, float factor) {
    return new Color(
        Math.min(255, Math.round((rgb >> 16 & 255) * factor)),
        Math.min(255, Math.round((rgb >> 8 & 255) * factor)),
        Math.min(255, Math.round((rgb & 255) * factor)));
  }

  private static Path2D line(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }
}
