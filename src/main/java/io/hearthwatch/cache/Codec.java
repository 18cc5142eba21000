package io.hearthwatch.cache;

/** Compresses samples. One thread at a time; holds native memory until it is closed. */
sealed interface Codec extends AutoCloseable permits ZstdCodec, DeflateCodec {

  /** The best there is on this machine. */
  static Codec best() {
    return ZstdLibrary.problem().isEmpty() ? new ZstdCodec() : new DeflateCodec();
  }

  /** Stands in every entry, so that none is read by the wrong codec. */
  byte id();

  /** Bytes that {@code length} bytes take at most. */
  int bound(int length);

  /**
   * Compresses the first {@code length} samples.
   *
   * @param target receives them from {@code offset} on; has room for {@link #bound}
   * @return bytes written
   */
  int compress(byte[] samples, int length, byte[] target, int offset);

  /**
   * The reverse.
   *
   * @return whether there were exactly {@code length} samples
   */
  boolean decompress(byte[] stored, int offset, int storedLength, byte[] samples, int length);

  @Override
  void close();
}
