package io.hearthwatch.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures made for tests by the JDK's own encoders. */
public final class Pictures {
  private Pictures() {}

  /** A colourful picture with soft edges, the same for the same seed. */
  public static BufferedImage scene(int width, int height, long seed) {
    Random random = new Random(seed);
    double[] phase = random.doubles(6, 0, 6).toArray();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          double wave = Math.sin(phase[channel] + x / 7.0) * Math.cos(phase[channel + 3] + y / 9.0);
          rgb = rgb << 8 | (int) (127.5 + 127 * wave);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  /** The same in another of {@link BufferedImage}'s types. */
  static BufferedImage as(int type, BufferedImage image) {
    BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), type);
    converted.getGraphics().drawImage(image, 0, 0, null);
    return converted;
  }

  /** A baseline JPEG file. */
  public static byte[] jpeg(BufferedImage image) {
    return encode("jpeg", new IIOImage(image, null, null), false);
  }

  static byte[] progressiveJpeg(BufferedImage image) {
    return encode("jpeg", new IIOImage(image, null, null), true);
  }

  /**
   * A JPEG file of four channels, all samples the same, without a marker that names the colours.
   */
  static byte[] fourChannelJpeg(int width, int height, int... samples) {
    WritableRaster raster =
        Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, samples);
      }
    }
    return encode("jpeg", new IIOImage(raster, null, null), false);
  }

  /** A PNG file. */
  public static byte[] png(BufferedImage image) {
    return encode("png", new IIOImage(image, null, null), false);
  }

  private static byte[] encode(String format, IIOImage image, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (progressive) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, image, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
