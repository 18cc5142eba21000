package io.hearthwatch.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG file (ISO/IEC 15948) and checks their sums, without inflating them. */
final class PngStructure {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Length and type before a chunk's data. */
  private static final int PREFIX = 8;

  private static final int HEADER_LENGTH = 13;

  /** In the first letter of a type: the chunk may be left out. */
  private static final int ANCILLARY = 0x20;

  private PngStructure() {}

  /** Whether the file begins with the PNG signature. */
  static boolean begins(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length);
  }

  /** Reads the header chunk, which must be the first. */
  static PictureHeader header(byte[] bytes) throws UndecodablePictureException {
    int start = SIGNATURE.length;
    int length = checkedLength(bytes, start);
    if (length != HEADER_LENGTH || !type(bytes, start).equals("IHDR")) {
      throw new UndecodablePictureException("the PNG file does not begin with its header chunk");
    }
    int width = bigEndian(bytes, start + PREFIX);
    int height = bigEndian(bytes, start + PREFIX + 4);
    if (width <= 0 || height <= 0) {
      throw new UndecodablePictureException(
          "the PNG header announces "
              + Integer.toUnsignedString(width)
              + " x "
              + Integer.toUnsignedString(height)
              + " pixels");
    }
    return new PictureHeader(PictureFormat.PNG, width, height, orientation(bytes));
  }

  /** By the EXIF chunk, as far as there are bytes: it may lie behind the samples. */
  private static Orientation orientation(byte[] bytes) {
    long start = SIGNATURE.length;
    while (start <= bytes.length - PREFIX) {
      int chunk = (int) start;
      long length = bigEndian(bytes, chunk) & 0xFFFF_FFFFL;
      if (type(bytes, chunk).equals("eXIf") && length <= bytes.length - PREFIX - start) {
        return ExifBlock.orientation(bytes, chunk + PREFIX, (int) length);
      }
      start += PREFIX + length + 4;
    }
    return Orientation.UPRIGHT;
  }

  /** Reads all chunks up to the end chunk. */
  static void requireWhole(byte[] bytes) throws UndecodablePictureException {
    boolean samples = false;
    int start = SIGNATURE.length;
    while (true) {
      int length = checkedLength(bytes, start);
      String type = type(bytes, start);
      if (type.equals("IEND")) {
        break;
      }
      samples |= type.equals("IDAT");
      start += PREFIX + length + 4;
    }
    if (!samples) {
      throw new UndecodablePictureException("the PNG file holds no samples (IDAT)");
    }
  }

  /**
   * The file without the chunks that say something about the samples: colour profiles, texts and
   * transparency change none of them, while reading them costs memory and warnings.
   *
   * @param bytes a whole file
   */
  static byte[] withoutAncillary(byte[] bytes) {
    byte[] bare = new byte[bytes.length];
    System.arraycopy(SIGNATURE, 0, bare, 0, SIGNATURE.length);
    int kept = SIGNATURE.length;
    int start = SIGNATURE.length;
    boolean end = false;
    while (!end) {
      int chunk = PREFIX + bigEndian(bytes, start) + 4;
      if ((bytes[start + 4] & ANCILLARY) == 0) {
        System.arraycopy(bytes, start, bare, kept, chunk);
        kept += chunk;
        end = type(bytes, start).equals("IEND");
      }
      start += chunk;
    }
    return kept == bytes.length ? bytes : Arrays.copyOf(bare, kept);
  }

  /** Length of the data of the chunk at {@code start}, after checking that it is all there. */
  private static int checkedLength(byte[] bytes, int start) throws UndecodablePictureException {
    int rest = bytes.length - start;
    int length = rest < PREFIX ? 0 : bigEndian(bytes, start);
    if (length < 0) {
      throw new UndecodablePictureException("the PNG chunk at byte " + start + " has no length");
    }
    if (rest < PREFIX + 4 || length > rest - PREFIX - 4) {
      throw new UndecodablePictureException(
          "the PNG file is cut off: no end chunk within " + bytes.length + " bytes");
    }
    CRC32 sum = new CRC32();
    sum.update(bytes, start + 4, 4 + length);
    if ((int) sum.getValue() != bigEndian(bytes, start + PREFIX + length)) {
      throw new UndecodablePictureException("the PNG chunk at byte " + start + " is corrupt");
    }
    return length;
  }

  private static String type(byte[] bytes, int start) {
    return new String(bytes, start + 4, 4, StandardCharsets.ISO_8859_1);
  }

  private static int bigEndian(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 24)
        | ((bytes[at + 1] & 0xFF) << 16)
        | ((bytes[at + 2] & 0xFF) << 8)
        | (bytes[at + 3] & 0xFF);
  }
}
