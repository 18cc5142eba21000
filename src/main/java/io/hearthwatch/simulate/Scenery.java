package io.hearthwatch.simulate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.SplittableRandom;

/**
 * The things backdrops are made of, in pixels. All colours stay near grey: strong hues belong to
 * the objects of the palette.
 */
final class Scenery {
  private static final int FOLIAGE = 0x5F7048;
  private static final int TRUNK = 0x6A5C50;

  private final Graphics2D graphics;
  private final SplittableRandom random;

  /** Draws on a picture; the seed places leaves, grass and stains. */
  Scenery(Graphics2D graphics, long seed) {
    this.graphics = graphics;
    this.random = new SplittableRandom(seed);
  }

  /** The sky down to a row. */
  void sky(int bottom) {
    graphics.setPaint(new GradientPaint(0, 0, new Color(0x9DBAD8), 0, bottom, new Color(0xDCE4E8)));
    graphics.fillRect(0, 0, FrameRenderer.WIDTH, bottom);
    for (int i = 0; i < 4; i++) {
      int x = random.nextInt(FrameRenderer.WIDTH);
      int y = random.nextInt(Math.max(1, bottom - 20));
      for (int puff = 0; puff < 7; puff++) {
        graphics.setColor(new Color(240, 243, 245, 70));
        int width = 30 + random.nextInt(60);
        graphics.fillOval(x + random.nextInt(90) - 45, y + random.nextInt(12), width, width / 4);
      }
    }
  }

  /** A flat shape that grows lighter or darker from top to bottom, corners as x and y in turn. */
  void area(int topRgb, int bottomRgb, int... corners) {
    Polygon shape = polygon(corners);
    int top = shape.getBounds().y;
    graphics.setPaint(
        new GradientPaint(
            0, top, new Color(topRgb), 0, top + shape.getBounds().height, new Color(bottomRgb)));
    graphics.fill(shape);
  }

  /** Grass: an area with many blades, longer the nearer they are. */
  void lawn(int... corners) {
    area(0x7F8F62, 0x6E8050, corners);
    Shape before = graphics.getClip();
    Polygon shape = polygon(corners);
    graphics.clip(shape);
    Rectangle box = shape.getBounds();
    graphics.setStroke(new BasicStroke(1f));
    for (int i = 0; i < box.width * box.height / 28; i++) {
      int y = box.y + random.nextInt(box.height);
      int x = box.x + random.nextInt(box.width);
      int length = 2 + 5 * (y - box.y) / Math.max(1, box.height);
      graphics.setColor(
          random.nextBoolean() ? new Color(0x28465A32, true) : new Color(0x22C8D2A0, true));
      graphics.drawLine(x, y, x + random.nextInt(5) - 2, y - length);
    }
    graphics.setClip(before);
  }

  /** Asphalt, concrete or gravel: an area with faint grains. */
  void ground(int topRgb, int bottomRgb, int... corners) {
    area(topRgb, bottomRgb, corners);
    Shape before = graphics.getClip();
    Polygon shape = polygon(corners);
    graphics.clip(shape);
    Rectangle box = shape.getBounds();
    for (int i = 0; i < box.width * box.height / 40; i++) {
      int shade = random.nextInt(2) * 255;
      graphics.setColor(new Color(shade, shade, shade, 16));
      graphics.fillRect(
          box.x + random.nextInt(box.width),
          box.y + random.nextInt(box.height),
          1 + random.nextInt(4),
          1 + random.nextInt(2));
    }
    graphics.setClip(before);
  }

  /** A plain rectangle. */
  void block(int rgb, int left, int top, int right, int bottom) {
    graphics.setColor(new Color(rgb));
    graphics.fillRect(left, top, right - left, bottom - top);
  }

  /** A line of a colour, with an opacity of 0 to 255. */
  void line(int rgb, int alpha, float width, int x1, int y1, int x2, int y2) {
    graphics.setColor(new Color(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, alpha));
    graphics.setStroke(new BasicStroke(width));
    graphics.drawLine(x1, y1, x2, y2);
  }

  /** A rectangle of courses: bricks or siding, told by the height of a course and its joints. */
  void wall(int rgb, int left, int top, int right, int bottom, int course, int brick) {
    area(rgb, darker(rgb, 0.93f), left, top, right, top, right, bottom, left, bottom);
    for (int y = top, row = 0; y < bottom; y += course, row++) {
      line(0x000000, 26, 1f, left, y, right - 1, y);
      if (brick > 0) {
        for (int x = left + row % 2 * brick / 2; x < right; x += brick) {
          line(0x000000, 20, 1f, x, y, x, Math.min(bottom, y + course) - 1);
          if (random.nextInt(4) == 0) {
            graphics.setColor(new Color(0, 0, 0, 12 + random.nextInt(14)));
            graphics.fillRect(x, y, Math.min(brick, right - x), Math.min(course, bottom - y));
          }
        }
      }
    }
  }

  /** A window with a frame and a cross bar. */
  void window(int left, int top, int right, int bottom) {
    block(0xE6E3DC, left - 3, top - 3, right + 3, bottom + 3);
    area(0x6E7A84, 0x525C66, left, top, right, top, right, bottom, left, bottom);
    graphics.setColor(new Color(255, 255, 255, 28));
    graphics.fill(polygon(left, bottom, left, top + 4, (left + right) / 2, top, right, top));
    block(0xE6E3DC, (left + right) / 2 - 1, top, (left + right) / 2 + 1, bottom);
  }

  /** A wooden fence of upright boards. */
  void fence(int left, int top, int right, int bottom, int board) {
    for (int x = left; x < right; x += board) {
      int shade = random.nextInt(16);
      int edge = Math.min(right, x + board - 1);
      area(
          0x968672 + shade * 0x010101,
          0x7C6E5E + shade * 0x010101,
          new int[] {x, top + 3, (x + edge) / 2, top, edge, top + 3, edge, bottom, x, bottom});
    }
    line(0x000000, 40, 3f, left, top + (bottom - top) / 4, right, top + (bottom - top) / 4);
    line(0x000000, 40, 3f, left, bottom - (bottom - top) / 5, right, bottom - (bottom - top) / 5);
  }

  /** A tree: a trunk under a heap of leaves. */
  void tree(int x, int ground, int height) {
    area(
        TRUNK,
        darker(TRUNK, 0.8f),
        new int[] {
          x - height / 22,
          ground - height / 2,
          x + height / 22,
          ground - height / 2,
          x + height / 16,
          ground,
          x - height / 16,
          ground
        });
    bush(x, ground - height * 2 / 3, height * 2 / 5, height * 2 / 5);
  }

  /** A heap of leaves around a centre, light from above. */
  void bush(int x, int y, int radiusX, int radiusY) {
    for (int i = 0; i < 90; i++) {
      double angle = random.nextDouble(Math.PI * 2);
      double away = Math.sqrt(random.nextDouble());
      double cx = x + Math.cos(angle) * away * radiusX * 0.8;
      double cy = y + Math.sin(angle) * away * radiusY * 0.8;
      double size = (0.16 + 0.16 * random.nextDouble()) * Math.min(radiusX, radiusY);
      float light = (float) (1.0 - 0.28 * (cy - y) / radiusY + 0.12 * random.nextDouble());
      graphics.setColor(new Color(darker(FOLIAGE, light)));
      graphics.fill(new Ellipse2D.Double(cx - size, cy - size, size * 2, size * 1.7));
    }
  }

  /** A soft darkening along the foot of a wall. */
  void footShadow(int left, int y, int right, int depth) {
    graphics.setPaint(
        new GradientPaint(0, y, new Color(0, 0, 0, 70), 0, y + depth, new Color(0, 0, 0, 0)));
    graphics.fillRect(left, y, right - left, depth);
  }

  /** Something that shines by itself: a lit pane, a bulb with its halo. */
  void shine(int left, int top, int right, int bottom, int alpha) {
    graphics.setColor(new Color(255, 228, 186, alpha));
    graphics.fillRect(left, top, right - left, bottom - top);
  }

  /** A bulb with a halo. */
  void bulb(int x, int y, int radius) {
    for (int halo = 6; halo >= 1; halo--) {
      graphics.setColor(new Color(255, 240, 214, halo == 1 ? 255 : 22));
      int size = radius * halo;
      graphics.fillOval(x - size, y - size, size * 2, size * 2);
    }
  }

  /** A roof: a polygon with faint tile rows. */
  void roof(int rgb, int... corners) {
    area(darker(rgb, 1.08f), rgb, corners);
    Shape before = graphics.getClip();
    Polygon shape = polygon(corners);
    graphics.clip(shape);
    Rectangle box = shape.getBounds();
    for (int y = box.y; y < box.y + box.height; y += 6) {
      line(0x000000, 30, 1f, box.x, y, box.x + box.width, y);
    }
    graphics.setClip(before);
  }

  private static int darker(int rgb, float factor) {
    int red = Math.min(255, Math.round((rgb >> 16 & 255) * factor));
    int green = Math.min(255, Math.round((rgb >> 8 & 255) * factor));
    int blue = Math.min(255, Math.round((rgb & 255) * factor));
    return red << 16 | green << 8 | blue;
  }

  private static Polygon polygon(int... corners) {
    Polygon polygon = new Polygon();
    for (int i = 0; i < corners.length; i += 2) {
      polygon.addPoint(corners[i], corners[i + 1]);
    }
    return polygon;
  }
}
