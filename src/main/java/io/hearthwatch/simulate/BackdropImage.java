package io.hearthwatch.simulate;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Paints a scene's backdrop once for a lighting; frames start from a copy of it. */
final class BackdropImage {
  private static final float LAMP_RED = 1.0f;
  private static final float LAMP_GREEN = 0.95f;
  private static final float LAMP_BLUE = 0.86f;

  private BackdropImage() {}

  /** The scene without any object, 640 by 360, {@code TYPE_INT_RGB}. */
  static BufferedImage of(Scene scene, Lighting lighting) {
    return of(scene, lighting, scene.cameraId().hashCode());
  }

  /**
   * The same with other leaves, grass and stains.
   *
   * @param seed places them
   */
  static BufferedImage of(Scene scene, Lighting lighting, long seed) {
    BufferedImage image =
        new BufferedImage(FrameRenderer.WIDTH, FrameRenderer.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = smooth(image);
    Scenery scenery = new Scenery(graphics, seed);
    scene.backdrop().paint(scenery);
    if (lighting != Lighting.DAY) {
      dim(image, scene, lighting);
    }
    if (lighting.lampsAreOn()) {
      scene.backdrop().paintLights(scenery);
    }
    graphics.dispose();
    return image;
  }

  /** Graphics with antialiasing; the caller disposes of them. */
  static Graphics2D smooth(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  private static void dim(BufferedImage image, Scene scene, Lighting lighting) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int width = image.getWidth();
    for (int i = 0; i < pixels.length; i++) {
      int row = i / width;
      float lamp = scene.lampLight(lighting, i % width, row);
      int rgb = pixels[i];
      pixels[i] =
          scaled(rgb >> 16, lighting.red() + lamp * LAMP_RED) << 16
              | scaled(rgb >> 8, lighting.green() + lamp * LAMP_GREEN) << 8
              | scaled(rgb, lighting.blue() + lamp * LAMP_BLUE);
    }
  }

  private static int scaled(int channel, float factor) {
    return Math.min(255, Math.round((channel & 255) * factor));
  }
}
