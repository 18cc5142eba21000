package io.hearthwatch.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the orientation from an EXIF block (CIPA DC-008): a TIFF file in little whose first
 * directory may hold it.
 */
final class ExifBlock {
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int BIG_ENDIAN = 0x4D4D;
  private static final int TIFF = 42;
  private static final int ENTRY = 12;
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private ExifBlock() {}

  /** Whether the bytes begin as an EXIF block does within a JPEG segment. */
  static boolean begins(byte[] bytes, int start, int length) {
    return length >= PREFIX.length
        && java.util.Arrays.equals(bytes, start, start + PREFIX.length, PREFIX, 0, PREFIX.length);
  }

  /**
   * The orientation by the block.
   *
   * @param start where the block begins, with or without the prefix that it has in JPEG files
   * @param length its bytes, all of them there
   * @return upright when the block says nothing or cannot be read: what is said about a picture
   *     does not make its samples worse
   */
  static Orientation orientation(byte[] bytes, int start, int length) {
    int prefix = begins(bytes, start, length) ? PREFIX.length : 0;
    ByteBuffer tiff = ByteBuffer.wrap(bytes, start + prefix, length - prefix).slice();
    if (tiff.capacity() < 8) {
      return Orientation.UPRIGHT;
    }
    int order = tiff.getShort(0) & 0xFFFF;
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      return Orientation.UPRIGHT;
    }
    tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    if (tiff.getShort(2) != TIFF || directory < 8 || directory > tiff.capacity() - 2) {
      return Orientation.UPRIGHT;
    }
    return inDirectory(tiff, directory);
  }

  private static Orientation inDirectory(ByteBuffer tiff, int directory) {
    int entries = tiff.getShort(directory) & 0xFFFF;
    int first = directory + 2;
    int whole = Math.min(entries, (tiff.capacity() - first) / ENTRY);
    for (int at = first; at < first + whole * ENTRY; at += ENTRY) {
      if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION
          && tiff.getShort(at + 2) == SHORT
          && tiff.getInt(at + 4) == 1) {
        return Orientation.of(tiff.getShort(at + 8) & 0xFFFF);
      }
    }
    return Orientation.UPRIGHT;
  }
}
