package io.hearthwatch.simulate;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Paints a scene with its objects and says what is in the picture. Keeps one painted backdrop per
 * lighting and one frame buffer; not thread-safe.
 */
final class FrameRenderer {
  /** Width of every picture in pixels. */
  static final int WIDTH = 640;

  /** Height of every picture in pixels. */
  static final int HEIGHT = 360;

  private static final Comparator<Sprite> FARTHEST_FIRST =
      Comparator.comparingDouble((Sprite sprite) -> sprite.position().y())
          .thenComparing(Sprite::object);

  private final Scene scene;
  private final Palette palette = Palette.load();
  private final Map<Lighting, BufferedImage> backdrops = new EnumMap<>(Lighting.class);
  private final BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);

  /** A renderer of one scene. */
  FrameRenderer(Scene scene) {
    this.scene = scene;
  }

  /**
   * What an object is and where.
   *
   * @param object its colour's name
   * @param label its kind
   * @param position where it is
   */
  record Sprite(String object, String label, Position position) {}

  /** Paints a moment; {@link #canvas()} shows it until the next one. */
  List<TruthBox> paint(Lighting lighting, Instant moment, List<Sprite> sprites) {
    Graphics2D graphics = BackdropImage.smooth(canvas);
    BufferedImage backdrop =
        backdrops.computeIfAbsent(lighting, light -> BackdropImage.of(scene, light));
    graphics.drawImage(backdrop, 0, 0, null);
    List<Visibility.Painted> painted = new ArrayList<>(sprites.size());
    for (Sprite sprite : sprites.stream().sorted(FARTHEST_FIRST).toList()) {
      painted.add(paint(graphics, lighting, sprite));
    }
    TimeStamp.draw(graphics, moment);
    graphics.dispose();
    return Visibility.truth(painted);
  }

  /** The last picture painted, {@code TYPE_INT_RGB}. */
  BufferedImage canvas() {
    return canvas;
  }

  private Visibility.Painted paint(Graphics2D graphics, Lighting lighting, Sprite sprite) {
    Rectangle2D box =
        paint(
            graphics,
            scene,
            lighting,
            Figure.of(sprite.label()),
            palette.rgb(sprite.object()),
            sprite.position(),
            1);
    return new Visibility.Painted(sprite.object(), sprite.label(), box);
  }

  /**
   * Paints one figure where it stands.
   *
   * @param size factor of its usual size
   * @return its whole extent in pixels, not clipped to the frame
   */
  static Rectangle2D paint(
      Graphics2D graphics,
      Scene scene,
      Lighting lighting,
      Figure figure,
      int rgb,
      Position at,
      double size) {
    double scale = scene.pixelsPerMetre(at.y()) * size;
    Brush brush =
        new Brush(
            graphics,
            at.x(),
            at.y(),
            scale,
            at.headingX() < 0 ? -1 : 1,
            scene.lightAt(lighting, at.x(), at.y()));
    figure.paint(brush, rgb, at, at.travelled() / scale, lighting.lampsAreOn());
    return brush.bounds();
  }
}
