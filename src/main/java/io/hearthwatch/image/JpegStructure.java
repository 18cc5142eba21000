package io.hearthwatch.image;

import java.util.Arrays;

/**
 * Walks the marker segments of a JPEG file (ITU-T T.81, annex B) without decoding its samples.
 *
 * <p>The walk ends at the first end-of-image marker outside a segment, so the thumbnail inside an
 * EXIF segment does not count, and bytes behind the picture (padding, further pictures) are
 * allowed.
 */
final class JpegStructure {

  /**
   * A file of more scans is refused: progressive encoders write about ten, while every scan costs a
   * pass over all samples, so that thousands of tiny ones would keep a decoder busy for minutes.
   */
  static final int MAX_SCANS = 100;

  private static final int TEM = 0x01;
  private static final int SOF0 = 0xC0;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int SOF15 = 0xCF;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;

  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};

  /** Bytes of the name, a version, two words of flags and the kind of colours. */
  private static final int ADOBE_LENGTH = 12;

  private static final int SOS = 0xDA;

  private final byte[] bytes;
  private int position = 2;
  private int scans;

  private JpegStructure(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the file begins with a start-of-image marker and another marker's first byte. */
  static boolean begins(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xFF) == 0xFF
        && (bytes[1] & 0xFF) == SOI
        && (bytes[2] & 0xFF) == 0xFF;
  }

  /** Reads segments up to the frame header. */
  static PictureHeader header(byte[] bytes) throws UndecodablePictureException {
    JpegStructure walk = new JpegStructure(bytes);
    Orientation orientation = null;
    boolean adobe = false;
    for (int marker = walk.marker(); marker != EOI; marker = walk.marker()) {
      if (isFrameHeader(marker)) {
        return walk.frameHeader(orientation == null ? Orientation.UPRIGHT : orientation, adobe);
      }
      if (marker == APP1 && orientation == null) {
        orientation = walk.exifOrientation();
      }
      adobe |= marker == APP14 && walk.isAdobe();
      walk.skipSegment(marker);
    }
    throw new UndecodablePictureException("the JPEG file ends without a frame header");
  }

  /** Reads all segments up to the end-of-image marker. */
  static void requireWhole(byte[] bytes) throws UndecodablePictureException {
    JpegStructure walk = new JpegStructure(bytes);
    for (int marker = walk.marker(); marker != EOI; marker = walk.marker()) {
      walk.skipSegment(marker);
    }
    if (walk.scans == 0) {
      throw new UndecodablePictureException("the JPEG file holds no scan");
    }
  }

  private static boolean isFrameHeader(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  /** By the segment at the position; null when it holds something else than EXIF. */
  private Orientation exifOrientation() throws UndecodablePictureException {
    int length = segmentLength() - 2;
    int start = position + 2;
    return ExifBlock.begins(bytes, start, length)
        ? ExifBlock.orientation(bytes, start, length)
        : null;
  }

  /** Whether the segment at the position tells which colours the samples are. */
  private boolean isAdobe() throws UndecodablePictureException {
    int start = position + 2;
    return segmentLength() >= 2 + ADOBE_LENGTH
        && Arrays.equals(bytes, start, start + ADOBE.length, ADOBE, 0, ADOBE.length);
  }

  private PictureHeader frameHeader(Orientation orientation, boolean adobe)
      throws UndecodablePictureException {
    int start = position;
    int length = segmentLength();
    if (length < 8) {
      throw new UndecodablePictureException("the JPEG frame header at byte " + start + " is short");
    }
    int precision = unsigned(start + 2);
    int components = unsigned(start + 7);
    if (precision != 8 || (components != 1 && components != 3 && components != 4)) {
      throw new UndecodablePictureException(
          "the JPEG file has %d components of %d bits: 1 (grey), 3 (colour) or 4 (inks) of 8 bits are read"
              .formatted(components, precision));
    }
    if (components == 4 && !adobe) {
      throw new UndecodablePictureException(
          "the JPEG file has 4 components and no Adobe marker that says which colours they are");
    }
    int height = unsignedShort(start + 3);
    int width = unsignedShort(start + 5);
    if (width == 0 || height == 0) {
      throw new UndecodablePictureException(
          "the JPEG header announces " + width + " x " + height + " pixels");
    }
    return new PictureHeader(PictureFormat.JPEG, width, height, orientation);
  }

  /** Reads the next marker; afterwards the position is behind it. */
  private int marker() throws UndecodablePictureException {
    requireBytes(2);
    int start = position;
    if (unsigned(position) != 0xFF) {
      throw new UndecodablePictureException("no JPEG marker at byte " + start);
    }
    while (position < bytes.length && unsigned(position) == 0xFF) {
      position++;
    }
    requireBytes(1);
    int marker = unsigned(position++);
    if (marker == 0 || marker == SOI) {
      throw new UndecodablePictureException("unexpected JPEG marker at byte " + start);
    }
    return marker;
  }

  private void skipSegment(int marker) throws UndecodablePictureException {
    if (marker == TEM || isRestart(marker)) {
      return;
    }
    position += segmentLength();
    if (marker == SOS) {
      scans++;
      if (scans > MAX_SCANS) {
        throw new UndecodablePictureException(
            "the JPEG file has more than " + MAX_SCANS + " scans");
      }
      skipEntropyCodedData();
    }
  }

  private void skipEntropyCodedData() throws UndecodablePictureException {
    byte[] data = bytes;
    int last = data.length - 1;
    int at = position;
    while (at < last) {
      if (data[at] == (byte) 0xFF) {
        int next = data[at + 1] & 0xFF;
        if (next != 0 && next != 0xFF && !isRestart(next)) {
          position = at;
          return;
        }
      }
      at++;
    }
    throw cutOff();
  }

  private int segmentLength() throws UndecodablePictureException {
    requireBytes(2);
    int length = unsignedShort(position);
    if (length < 2) {
      throw new UndecodablePictureException(
          "the JPEG segment at byte " + position + " has length " + length);
    }
    requireBytes(length);
    return length;
  }

  private static boolean isRestart(int marker) {
    return marker >= RST0 && marker <= RST7;
  }

  private int unsigned(int at) {
    return bytes[at] & 0xFF;
  }

  private int unsignedShort(int at) {
    return (unsigned(at) << 8) | unsigned(at + 1);
  }

  private void requireBytes(int count) throws UndecodablePictureException {
    if (bytes.length - position < count) {
      throw cutOff();
    }
  }

  private UndecodablePictureException cutOff() {
    return new UndecodablePictureException(
        "the JPEG file is cut off: no end-of-image marker within " + bytes.length + " bytes");
  }
}
