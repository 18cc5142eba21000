package io.hearthwatch.simulate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.random.RandomGenerator;

/**
 * What lies between a scene and the camera.
 *
 * @param drops streaks of rain in the picture; 0 when it is dry
 * @param haze share of grey mixed into the picture, 0 to 1
 * @param gain exposure: factor of every channel, above 0
 */
record Weather(int drops, float haze, float gain) {
  private static final int HAZE_GREY = 150;

  /** A third of all weather is rain, a quarter hazy; exposures differ by a third. */
  static Weather random(RandomGenerator random) {
    return new Weather(
        random.nextInt(3) == 0 ? 60 + random.nextInt(440) : 0,
        random.nextInt(4) == 0 ? random.nextFloat() * 0.3f : 0,
        0.8f + random.nextFloat() * 0.4f);
  }

  /**
   * Changes a picture in place.
   *
   * @param picture {@code TYPE_INT_RGB}
   * @param graphics of this picture
   * @param brightness of the scene, 0 to 1: haze and drops are no brighter than it
   */
  void paint(BufferedImage picture, Graphics2D graphics, float brightness, RandomGenerator random) {
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    float own = (1 - haze) * gain;
    float grey = haze * HAZE_GREY * brightness * gain;
    for (int i = 0; i < pixels.length; i++) {
      int rgb = pixels[i];
      pixels[i] =
          mixed(rgb >> 16, own, grey) << 16
              | mixed(rgb >> 8, own, grey) << 8
              | mixed(rgb, own, grey);
    }
    int slant = random.nextInt(13) - 6;
    int shade = Math.round(120 + 90 * brightness);
    for (int i = 0; i < drops; i++) {
      int x = random.nextInt(picture.getWidth());
      int y = random.nextInt(picture.getHeight());
      int length = 6 + random.nextInt(16);
      graphics.setColor(new Color(shade, shade, shade, 40 + random.nextInt(80)));
      graphics.setStroke(new BasicStroke(0.7f + random.nextFloat()));
      graphics.drawLine(x, y, x + slant * length / 16, y + length);
    }
  }

  private static int mixed(int channel, float own, float grey) {
    return Math.min(255, Math.round((channel & 255) * own + grey));
  }
}
