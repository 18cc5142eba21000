package io.hearthwatch.cache;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate (RFC 1951), which every Java platform has; several times slower than zstd. */
final class DeflateCodec implements Codec {
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final Inflater inflater = new Inflater();

  @Override
  public byte id() {
    return 2;
  }

  /** Stored blocks of 16 KB at worst, with five bytes each, within zlib's frame. */
  @Override
  public int bound(int length) {
    return length + 5 * (length / 16_000 + 1) + 64;
  }

  @Override
  public int compress(byte[] samples, int length, byte[] target, int offset) {
    deflater.reset();
    deflater.setInput(samples, 0, length);
    deflater.finish();
    int written = deflater.deflate(target, offset, target.length - offset);
    if (!deflater.finished()) {
      throw new IllegalStateException(length + " samples do not fit their bound");
    }
    return written;
  }

  @Override
  public boolean decompress(
      byte[] stored, int offset, int storedLength, byte[] samples, int length) {
    inflater.reset();
    inflater.setInput(stored, offset, storedLength);
    try {
      int restored = inflater.inflate(samples, 0, length);
      // The sum at the end is read once the last sample is out.
      restored += inflater.finished() ? 0 : inflater.inflate(new byte[1]);
      return restored == length && inflater.finished();
    } catch (DataFormatException corrupt) {
      return false;
    }
  }

  @Override
  public void close() {
    deflater.end();
    inflater.end();
  }
}
