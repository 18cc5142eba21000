package io.hearthwatch.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

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
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, samples);
      }
    }
    return encode("jpeg", new IIOImage(raster, null, null), false);
  }

  /** A JPEG file of four channels with the marker by which Adobe's programs say what they hold. */
  static byte[] adobeJpeg(byte[] fourChannelJpeg, int transform) {
    byte[] marker = {
      (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    marker[15] = (byte) transform;
    return spliced(fourChannelJpeg, 2, marker);
  }

  /** A JPEG file with an EXIF segment that says how it is to be turned. */
  public static byte[] turnedJpeg(byte[] jpeg, int orientation) {
    byte[] exif = exif(orientation);
    byte[] head = {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)};
    return spliced(jpeg, 2, spliced(exif, 0, head));
  }

  /** A PNG file with an EXIF chunk. */
  static byte[] turnedPng(byte[] png, int orientation) {
    byte[] exif = exif(orientation);
    return spliced(png, 33, pngChunk("eXIf", java.util.Arrays.copyOfRange(exif, 6, exif.length)));
  }

  /** A chunk with its sum. */
  static byte[] pngChunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
    chunk.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, content.length + 4);
    return chunk.putInt((int) sum.getValue()).array();
  }

  /** An EXIF block, big-endian, that holds a camera's number and an orientation. */
  static byte[] exif(int orientation) {
    return ByteBuffer.allocate(44)
        .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(8)
        .putShort((short) 2)
        .put(new byte[] {1, 15, 0, 3, 0, 0, 0, 1, 0, 7, 0, 0})
        .put(new byte[] {1, 18, 0, 3, 0, 0, 0, 1})
        .putShort((short) orientation)
        .array();
  }

  /** A WebP file. */
  public static byte[] webp(BufferedImage image, boolean lossless) {
    PIX pix = leptonica.pixCreate(image.getWidth(), image.getHeight(), 32);
    IntBuffer words = pix.data().capacity((long) pix.wpl() * pix.h()).asBuffer();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        words.put(y * pix.wpl() + x, image.getRGB(x, y) << 8);
      }
    }
    try (PointerPointer<BytePointer> data = new PointerPointer<>(1);
        SizeTPointer size = new SizeTPointer(1)) {
      assertThat(leptonica.pixWriteMemWebP(data, size, pix, 90, lossless ? 1 : 0)).isZero();
      byte[] bytes = new byte[(int) size.get()];
      try (BytePointer encoded = data.get(BytePointer.class)) {
        encoded.get(bytes);
        leptonica.lept_free(encoded);
      }
      return bytes;
    } finally {
      leptonica.pixDestroy(pix);
    }
  }

  /** The samples of a simple WebP file in an extended one, with an EXIF chunk behind them. */
  static byte[] extendedWebp(byte[] simple, int width, int height, int flags, int orientation) {
    byte[] exif = exif(orientation);
    int length = 4 + 18 + simple.length - 12 + 8 + exif.length;
    return ByteBuffer.allocate(8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(length)
        .put("WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(10)
        .putInt(flags)
        .put(new byte[] {(byte) (width - 1), (byte) (width - 1 >> 8), 0})
        .put(new byte[] {(byte) (height - 1), (byte) (height - 1 >> 8), 0})
        .put(simple, 12, simple.length - 12)
        .put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
        .putInt(exif.length)
        .put(exif)
        .array();
  }

  /** Bytes with others put in at a place. */
  static byte[] spliced(byte[] bytes, int at, byte[] inserted) {
    return ByteBuffer.allocate(bytes.length + inserted.length)
        .put(bytes, 0, at)
        .put(inserted)
        .put(bytes, at, bytes.length - at)
        .array();
  }

  /** A PNG file. */
  public static byte[] png(BufferedImage image) {
    return encode("png", new IIOImage(image, null, null), false);
  }

  /** A PNG file of 16 bits a sample: red and green rise along the sides, blue along both. */
  static byte[] deepPng(int width, int height) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            new int[] {16, 16, 16},
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int low = (31 * x + 17 * y) & 0xFF;
        raster.setPixel(x, y, new int[] {x * 6 << 8 | low, y * 8 << 8 | low, x + y << 8 | low});
      }
    }
    return png(new BufferedImage(model, raster, false, null));
  }

  /** A PNG file in seven passes. */
  static byte[] interlacedPng(BufferedImage image) {
    return encode("png", new IIOImage(image, null, null), true);
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
