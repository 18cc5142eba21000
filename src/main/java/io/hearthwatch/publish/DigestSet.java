package io.hearthwatch.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of texts that remembers 128 bits of each one's SHA-256: about 30 bytes for a text of any
 * length, so ten million published files fit into 300 MB. Two of a billion different texts are
 * taken for one with a probability below 10<sup>-20</sup>.
 *
 * <p>Open addressing with linear probing. Not safe to share between threads.
 */
final class DigestSet {
  private static final int SMALLEST = 1 << 10;

  private final MessageDigest sha256;
  private long[] slots = new long[2 * SMALLEST];
  private int size;
  private long high;
  private long low;

  DigestSet() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  boolean contains(String text) {
    digest(text);
    return slots[2 * slot()] != 0;
  }

  /** Whether the text was not in the set before. */
  boolean add(String text) {
    digest(text);
    int slot = slot();
    if (slots[2 * slot] != 0) {
      return false;
    }
    slots[2 * slot] = high;
    slots[2 * slot + 1] = low;
    size++;
    if (size > slots.length / 2 * 2 / 3) {
      grow();
    }
    return true;
  }

  int size() {
    return size;
  }

  private void digest(String text) {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    // Zero marks an empty slot.
    high = digest.getLong() | 1;
    low = digest.getLong();
  }

  /** Where the digest is, or the empty slot where it would be. */
  private int slot() {
    int mask = slots.length / 2 - 1;
    int slot = (int) low & mask;
    while (slots[2 * slot] != 0 && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        high = old[i];
        low = old[i + 1];
        int slot = slot();
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
      }
    }
  }
}
