package io.hearthwatch.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a response's body, up to the first byte beyond the limit. */
final class BoundedBody {
  /** Room made on a server's word alone. */
  private static final int MAX_TRUSTED_BYTES = 1 << 20;

  private static final int UNKNOWN_BYTES = 1 << 16;

  /** The body has more bytes than the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long maxBytes) {
      super("more than " + maxBytes + " bytes");
    }
  }

  private BoundedBody() {}

  /**
   * Reads to the end.
   *
   * @param body left open
   * @param claimed how long the server says it is, negative when it does not: a hint that saves
   *     copies, never a limit
   * @param maxBytes largest body
   * @throws TooLargeException at the first byte beyond the limit
   */
  static byte[] read(InputStream body, long claimed, long maxBytes) throws IOException {
    long room = Math.min(claimed < 0 ? UNKNOWN_BYTES : claimed, MAX_TRUSTED_BYTES);
    byte[] bytes = new byte[(int) Math.min(room, maxBytes)];
    int size = 0;
    while (true) {
      if (size == bytes.length) {
        int next = body.read();
        if (next < 0) {
          return bytes;
        }
        if (size >= maxBytes) {
          throw new TooLargeException(maxBytes);
        }
        long more = Math.min(Math.max(2L * size, UNKNOWN_BYTES), maxBytes);
        bytes = Arrays.copyOf(bytes, (int) Math.min(more, Integer.MAX_VALUE - 8));
        bytes[size++] = (byte) next;
      }
      int count = body.read(bytes, size, bytes.length - size);
      if (count < 0) {
        return Arrays.copyOf(bytes, size);
      }
      size += count;
    }
  }
}
