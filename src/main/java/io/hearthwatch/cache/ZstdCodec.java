package io.hearthwatch.cache;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Zstandard (RFC 8878) at its fastest regular level, with contexts that are used again. */
final class ZstdCodec implements Codec {
  private static final int LEVEL = 1;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

  @Override
  public byte id() {
    return 1;
  }

  @Override
  public int bound(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  @Override
  public int compress(byte[] samples, int length, byte[] target, int offset) {
    return compressor.compressByteArray(target, offset, target.length - offset, samples, 0, length);
  }

  @Override
  public boolean decompress(
      byte[] stored, int offset, int storedLength, byte[] samples, int length) {
    try {
      return decompressor.decompressByteArray(samples, 0, length, stored, offset, storedLength)
          == length;
    } catch (ZstdException corrupt) {
      return false;
    }
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
  }
}
