package io.hearthwatch.identity;

import io.hearthwatch.domain.RowId;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Derives the UUIDv7 of every row from what the row is about, so that no failure, rescale or replay
 * can give one thing two keys.
 *
 * <p>48 bits are the thing's event time in milliseconds; the other 74 are the first of SHA-256 over
 * a kind tag, the key version and the identifying fields, each as length-prefixed UTF-8. Whatever
 * is computed also carries the result version; a frame, which exists before anyone computes, does
 * not.
 *
 * <p>Stateless and safe to share between threads.
 */
public final class RowIds implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Part of every hash: a later rule for the same kinds must not collide with this one. */
  private static final String KEY_VERSION = "1";

  private static final long MAX_MILLIS = (1L << 48) - 1;

  private final String resultVersion;

  /**
   * @param resultVersion the result version that computed rows belong to
   */
  public RowIds(String resultVersion) {
    this.resultVersion = resultVersion;
  }

  /**
   * Key of a frame: the same picture reference always, in every result version.
   *
   * @param capturedAtMicros epoch microseconds, not negative
   */
  public static RowId frame(String cameraId, long capturedAtMicros, String uri) {
    return derive(
        Math.floorDiv(capturedAtMicros, 1000L),
        "frame",
        cameraId,
        Long.toString(capturedAtMicros),
        uri);
  }

  /**
   * Key of a detection.
   *
   * @param capturedAtMicros capture time of its frame
   * @param ordinal place in the frame's canonical order, from 0
   */
  public RowId detection(RowId frameId, long capturedAtMicros, int ordinal) {
    return derive(
        Math.floorDiv(capturedAtMicros, 1000L),
        "detection",
        resultVersion,
        frameId.toString(),
        Integer.toString(ordinal));
  }

  /**
   * Key of a camera's batch.
   *
   * @param windowStartMillis window start, epoch milliseconds
   * @param windowLengthMillis window length
   */
  public RowId batch(String cameraId, long windowStartMillis, long windowLengthMillis) {
    return window("batch", cameraId, windowStartMillis, windowLengthMillis);
  }

  /** Key of the event of a camera's window; parameters as in {@link #batch}. */
  public RowId event(String cameraId, long windowStartMillis, long windowLengthMillis) {
    return window("event", cameraId, windowStartMillis, windowLengthMillis);
  }

  private RowId window(String kind, String cameraId, long startMillis, long lengthMillis) {
    return derive(
        startMillis,
        kind,
        resultVersion,
        cameraId,
        Long.toString(startMillis * 1000L),
        Long.toString(lengthMillis));
  }

  private static RowId derive(long millis, String kind, String... fields) {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          kind + " time " + millis + " ms does not fit a version 7 key (0 to 2^48 - 1)");
    }
    MessageDigest digest = sha256();
    add(digest, kind);
    add(digest, KEY_VERSION);
    for (String field : fields) {
      add(digest, field);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long first = hash.getLong();
    long second = hash.getLong();
    long high = (millis << 16) | 0x7000L | (first >>> 52);
    long next64 = (first << 12) | (second >>> 52);
    return new RowId(high, 0x8000000000000000L | (next64 >>> 2));
  }

  private static void add(MessageDigest digest, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
