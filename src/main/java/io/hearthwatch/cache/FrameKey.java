package io.hearthwatch.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a prepared frame depends on: the bytes of its picture, the size it is resized to, the
 * reduction while decoding, and how this version of the program decodes and resizes.
 *
 * @param sha256 of the picture's bytes, 64 lower-case hex digits
 * @param width columns of the resized frame
 * @param height rows of the resized frame
 * @param reduction by which the picture is reduced while it is decoded, at least 1
 */
public record FrameKey(String sha256, int width, int height, int reduction) {
  /** To be raised when a picture leads to other samples, or an entry's file is laid out anew. */
  private static final int VERSION = 2;

  /** Bytes of {@link #writeTo}. */
  static final int BYTES = 32 + 4 * Integer.BYTES;

  /** The key of a picture. */
  public static FrameKey of(byte[] picture, int width, int height, int reduction) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(picture);
      return new FrameKey(HexFormat.of().formatHex(digest), width, height, reduction);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Directory that the entry lies in: there are 256, so that none grows large. */
  String directory() {
    return sha256.substring(0, 2);
  }

  /** The whole key, as it stands in the entry. */
  void writeTo(ByteBuffer target) {
    target.put(HexFormat.of().parseHex(sha256));
    target.putInt(width).putInt(height).putInt(reduction).putInt(VERSION);
  }

  /** Name of the entry's file. */
  String fileName() {
    return "%s-%dx%d-%d.v%d%s"
        .formatted(sha256, width, height, reduction, VERSION, CacheDirectory.ENTRY);
  }
}
