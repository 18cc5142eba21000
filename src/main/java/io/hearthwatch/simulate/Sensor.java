package io.hearthwatch.simulate;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/**
 * The camera's sensor: turns a painted picture into a slightly noisy one. The noise is the same in
 * all three channels, as brightness noise is, and depends on the seed and the moment only.
 */
final class Sensor {
  private static final int TABLE = 1 << 14;

  private final byte[] table = new byte[TABLE];
  private final BufferedImage exposed =
      new BufferedImage(FrameRenderer.WIDTH, FrameRenderer.HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
  private final long seed;

  /** A sensor with its own noise. */
  Sensor(long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TABLE; i++) {
      table[i] = (byte) (random.nextInt(64) + random.nextInt(65) - 64);
    }
  }

  /**
   * The picture as taken; it is overwritten by the next one.
   *
   * @param painted {@code TYPE_INT_RGB}
   * @param noise largest deviation in steps of 255
   * @param moment tells one exposure's noise from another's
   */
  BufferedImage expose(BufferedImage painted, int noise, long moment) {
    int[] from = ((DataBufferInt) painted.getRaster().getDataBuffer()).getData();
    byte[] to = ((DataBufferByte) exposed.getRaster().getDataBuffer()).getData();
    SplittableRandom random = new SplittableRandom(seed ^ (moment * 0x9E3779B97F4A7C15L));
    int width = FrameRenderer.WIDTH;
    for (int y = 0; y < FrameRenderer.HEIGHT; y++) {
      int offset = random.nextInt(TABLE);
      int stride = 1 + 2 * random.nextInt(64);
      for (int i = y * width; i < (y + 1) * width; i++) {
        offset = (offset + stride) & (TABLE - 1);
        int delta = (table[offset] * noise) >> 6;
        int rgb = from[i];
        to[3 * i] = clamped((rgb & 255) + delta);
        to[3 * i + 1] = clamped((rgb >> 8 & 255) + delta);
        to[3 * i + 2] = clamped((rgb >> 16 & 255) + delta);
      }
    }
    return exposed;
  }

  private static byte clamped(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
