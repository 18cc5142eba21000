package io.hearthwatch.image;

import java.nio.charset.StandardCharsets;

/**
 * Walks the chunks of a WebP file (RFC 9649) without decoding its samples. Animated files are
 * refused: a frame is one picture.
 */
final class WebpStructure {
  /** Behind {@code RIFF}, the file's length and {@code WEBP}. */
  private static final int FIRST_CHUNK = 12;

  /** Type and length before a chunk's data. */
  private static final int PREFIX = 8;

  private static final int ANIMATED = 0x02;
  private static final int KEY_FRAME_MASK = 0x01;
  private static final int LOSSLESS_SIGNATURE = 0x2F;
  private static final int SIDE_MASK = 0x3FFF;

  private final byte[] bytes;

  private WebpStructure(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the file begins as WebP does. */
  static boolean begins(byte[] bytes) {
    return bytes.length >= FIRST_CHUNK && text(bytes, 0, "RIFF") && text(bytes, 8, "WEBP");
  }

  /** Reads the first chunk, and the orientation where there is one. */
  static PictureHeader header(byte[] bytes) throws UndecodablePictureException {
    WebpStructure file = new WebpStructure(bytes);
    PictureHeader header = file.size(FIRST_CHUNK);
    return new PictureHeader(
        PictureFormat.WEBP, header.storedWidth(), header.storedHeight(), file.orientation());
  }

  /** Checks that all chunks are there, and the samples among them have the announced size. */
  static void requireWhole(byte[] bytes) throws UndecodablePictureException {
    WebpStructure file = new WebpStructure(bytes);
    PictureHeader announced = file.size(FIRST_CHUNK);
    long end = PREFIX + file.unsigned32(4);
    if (end > bytes.length) {
      throw cutOff(bytes);
    }
    boolean samples = false;
    for (long at = FIRST_CHUNK; at < end; at = file.next(at)) {
      if (at > end - PREFIX || file.next(at) > end) {
        throw cutOff(bytes);
      }
      if (file.isType(at, "VP8 ") || file.isType(at, "VP8L")) {
        if (!file.size((int) at).equals(announced)) {
          throw new UndecodablePictureException(
              "the WebP header and its samples announce different sizes");
        }
        samples = true;
      }
    }
    if (!samples) {
      throw new UndecodablePictureException("the WebP file holds no samples (VP8 or VP8L)");
    }
  }

  /** The size by a chunk of samples or the header of an extended file. */
  private PictureHeader size(int chunk) throws UndecodablePictureException {
    if (bytes.length - chunk < PREFIX) {
      throw cutOff(bytes);
    }
    int data = chunk + PREFIX;
    if (isType(chunk, "VP8X")) {
      requireData(chunk, 10);
      if ((bytes[data] & ANIMATED) != 0) {
        throw new UndecodablePictureException(
            "the WebP file is animated: only still pictures are read");
      }
      return sized(1 + unsigned24(data + 4), 1 + unsigned24(data + 7));
    }
    if (isType(chunk, "VP8L")) {
      requireData(chunk, 5);
      if ((bytes[data] & 0xFF) != LOSSLESS_SIGNATURE) {
        throw new UndecodablePictureException("the WebP file does not begin with a picture");
      }
      long sides = unsigned32(data + 1);
      return sized(1 + (int) (sides & SIDE_MASK), 1 + (int) (sides >> 14 & SIDE_MASK));
    }
    if (isType(chunk, "VP8 ")) {
      requireData(chunk, 10);
      boolean keyFrame = (bytes[data] & KEY_FRAME_MASK) == 0;
      if (!keyFrame || unsigned24(data + 3) != 0x2A019D) {
        throw new UndecodablePictureException("the WebP file does not begin with a picture");
      }
      return sized(
          unsigned24(data + 6) & SIDE_MASK, (int) (unsigned32(data + 6) >> 16) & SIDE_MASK);
    }
    throw new UndecodablePictureException("the WebP file does not begin with a picture");
  }

  private static PictureHeader sized(int width, int height) throws UndecodablePictureException {
    if (width == 0 || height == 0) {
      throw new UndecodablePictureException(
          "the WebP header announces " + width + " x " + height + " pixels");
    }
    return new PictureHeader(PictureFormat.WEBP, width, height, Orientation.UPRIGHT);
  }

  /** By the EXIF chunk, as far as there are bytes: it lies behind the samples. */
  private Orientation orientation() {
    for (long at = FIRST_CHUNK; at <= bytes.length - PREFIX; at = next(at)) {
      if (isType(at, "EXIF") && next(at) <= bytes.length) {
        return ExifBlock.orientation(bytes, (int) at + PREFIX, (int) unsigned32((int) at + 4));
      }
    }
    return Orientation.UPRIGHT;
  }

  /** Where the chunk behind this one begins: chunks have an even length. */
  private long next(long chunk) {
    long length = unsigned32((int) chunk + 4);
    return chunk + PREFIX + length + (length & 1);
  }

  private void requireData(int chunk, int length) throws UndecodablePictureException {
    if (unsigned32(chunk + 4) < length || bytes.length - chunk - PREFIX < length) {
      throw cutOff(bytes);
    }
  }

  private boolean isType(long chunk, String type) {
    return text(bytes, (int) chunk, type);
  }

  private static boolean text(byte[] bytes, int at, String text) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1).equals(text);
  }

  private int unsigned24(int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16;
  }

  private long unsigned32(int at) {
    return unsigned24(at) | (bytes[at + 3] & 0xFFL) << 24;
  }

  private static UndecodablePictureException cutOff(byte[] bytes) {
    return new UndecodablePictureException(
        "the WebP file is cut off: its chunks do not end within " + bytes.length + " bytes");
  }
}
