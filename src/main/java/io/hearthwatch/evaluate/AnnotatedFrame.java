package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One picture, fitted into a tile, with boxes and their names. Names keep clear of each other;
 * where there is no room, those of mistakes go first and others are left out.
 */
final class AnnotatedFrame {
  /** Widest tile in pixels. */
  static final int WIDTH = 640;

  /** Highest tile in pixels. */
  static final int HEIGHT = 480;

  /** For all words on the sheet. */
  static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);

  private static final Color SHADE = new Color(0, 0, 0, 150);
  private static final Color DARK_TEXT = new Color(15, 15, 15);
  private static final int MARGIN = 4;

  private final BufferedImage picture;
  private final double scale;
  private final int width;
  private final int height;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Rectangle> names = new ArrayList<>();

  private record Box(BoxKind kind, Rectangle2D place, String name) {}

  /** A tile of this picture, without boxes yet. */
  AnnotatedFrame(BufferedImage picture) {
    this.picture = picture;
    this.scale =
        Math.min((double) WIDTH / picture.getWidth(), (double) HEIGHT / picture.getHeight());
    this.width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    this.height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
  }

  /** Adds a labelled box. */
  void add(BoxKind kind, LabelledBox box, String name) {
    add(kind, box.left(), box.top(), box.right(), box.bottom(), name);
  }

  /** Adds a box that was found. */
  void add(BoxKind kind, Detection box, String name) {
    add(kind, box.left(), box.top(), box.right(), box.bottom(), name);
  }

  private void add(
      BoxKind kind, double left, double top, double right, double bottom, String name) {
    boxes.add(
        new Box(
            kind,
            new Rectangle2D.Double(
                left * scale, top * scale, (right - left) * scale, (bottom - top) * scale),
            name));
  }

  /** The tile. */
  BufferedImage draw() {
    BufferedImage tile = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = tile.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, width, height, null);
      for (Box box : boxes) {
        outline(graphics, box);
      }
      graphics.setFont(FONT);
      // What went wrong gets its place first: the kinds are in that order, from the last.
      boxes.stream()
          .filter(box -> !box.name().isEmpty())
          .sorted(Comparator.comparing(Box::kind).reversed())
          .forEach(box -> name(graphics, box));
    } finally {
      graphics.dispose();
    }
    return tile;
  }

  private static void outline(Graphics2D graphics, Box box) {
    // A shade below the line, so that it shows on any background.
    graphics.setStroke(new BasicStroke(4));
    graphics.setColor(SHADE);
    graphics.draw(box.place());
    graphics.setStroke(box.kind().stroke());
    graphics.setColor(box.kind().colour());
    graphics.draw(box.place());
  }

  private void name(Graphics2D graphics, Box box) {
    FontMetrics metrics = graphics.getFontMetrics();
    int nameWidth = metrics.stringWidth(box.name()) + 2 * MARGIN;
    int nameHeight = metrics.getAscent() + metrics.getDescent();
    Rectangle2D place = box.place();
    int x = (int) place.getX();
    int right = (int) place.getMaxX() - nameWidth;
    int[][] corners = {
      {x, (int) place.getY() - nameHeight - 1},
      {x, (int) place.getMaxY() + 2},
      {right, (int) place.getY() - nameHeight - 1},
      {right, (int) place.getMaxY() + 2},
      {x, (int) place.getY() + 2},
      {x, (int) place.getMaxY() - nameHeight - 2},
      {(int) place.getMaxX() + 3, (int) place.getY()},
      {x - nameWidth - 3, (int) place.getY()}
    };
    for (int[] corner : corners) {
      Rectangle tag =
          new Rectangle(
              Math.max(0, Math.min(width - nameWidth, corner[0])),
              corner[1],
              nameWidth,
              nameHeight);
      boolean inside = tag.y >= 0 && tag.y + nameHeight <= height;
      if (inside && names.stream().noneMatch(tag::intersects)) {
        names.add(tag);
        graphics.setColor(box.kind().colour());
        graphics.fill(tag);
        graphics.setColor(DARK_TEXT);
        graphics.drawString(box.name(), tag.x + MARGIN, tag.y + metrics.getAscent());
        return;
      }
    }
  }
}
