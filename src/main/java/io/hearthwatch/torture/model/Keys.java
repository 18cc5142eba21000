package io.hearthwatch.torture.model;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Row keys: version 7, of which 48 bits are the event time in milliseconds and 74 the first ones of
 * SHA-256 over kind, key version and fields, each as UTF-8 behind its length in four bytes.
 */
final class Keys {
  private static final String KEY_VERSION = "1";

  private final String resultVersion;

  Keys(String resultVersion) {
    this.resultVersion = resultVersion;
  }

  static UUID frame(String camera, long capturedMicros, String uri) {
    return key(capturedMicros / 1000, "frame", camera, "" + capturedMicros, uri);
  }

  UUID detection(UUID frame, long capturedMicros, int ordinal) {
    return key(capturedMicros / 1000, "detection", resultVersion, frame.toString(), "" + ordinal);
  }

  /**
   * @param kind batch or event
   */
  UUID window(String kind, String camera, long startMillis, long lengthMillis) {
    return key(startMillis, kind, resultVersion, camera, startMillis + "000", "" + lengthMillis);
  }

  private static UUID key(long millis, String kind, String... fields) {
    ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    add(hashed, kind);
    add(hashed, KEY_VERSION);
    for (String field : fields) {
      add(hashed, field);
    }
    BigInteger first74 = new BigInteger(1, sha256(hashed.toByteArray())).shiftRight(256 - 74);
    BigInteger low62 = BigInteger.ONE.shiftLeft(62).subtract(BigInteger.ONE);
    long high = millis << 16 | 0x7000 | first74.shiftRight(62).longValueExact();
    return new UUID(high, first74.and(low62).longValueExact() | Long.MIN_VALUE);
  }

  private static void add(ByteArrayOutputStream hashed, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    hashed.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    hashed.writeBytes(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
