package io.hearthwatch.export;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Text in lines, compressed with Zstandard: reads it back, and counts what it holds on the way. The
 * frame carries a checksum over its content, so one that is cut off or damaged ends with an error.
 *
 * <p>Not safe to share between threads.
 */
public final class CompressedLines extends InputStream {
  private static final int LEVEL = 3;

  private final InputStream text;
  private long lines;
  private long bytes;

  /**
   * @param compressed what was written through {@link #to}; closed with this
   * @throws IOException when the decompressor cannot be had
   */
  public CompressedLines(InputStream compressed) throws IOException {
    text = new ZstdInputStream(compressed);
  }

  /** Compresses what is written; its end is only valid once it is closed. */
  public static OutputStream to(OutputStream compressed) throws IOException {
    return new ZstdOutputStream(compressed, LEVEL).setChecksum(true);
  }

  /** Line feeds read so far. */
  public long lines() {
    return lines;
  }

  /** Bytes of text read so far. */
  public long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = text.read(buffer, offset, length);
    for (int i = 0; i < read; i++) {
      if (buffer[offset + i] == '\n') {
        lines++;
      }
    }
    bytes += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
