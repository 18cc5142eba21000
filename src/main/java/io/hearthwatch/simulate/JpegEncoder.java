package io.hearthwatch.simulate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes JPEG files with the platform's own encoder. Not thread-safe: the writer is kept. */
final class JpegEncoder {
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam parameters = writer.getDefaultWriteParam();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

  /**
   * @param quality 0 (smallest) to 1 (best)
   */
  JpegEncoder(float quality) {
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
  }

  /** The file's bytes. */
  byte[] encode(BufferedImage image) {
    bytes.reset();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
      writer.setOutput(null);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory could not be written as JPEG", e);
    }
    return bytes.toByteArray();
  }
}
