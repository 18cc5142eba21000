package io.hearthwatch.cache;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The file of one entry. Reuses its buffer: one thread at a time.
 *
 * <p>Layout, big-endian: {@code HWF2} (4 bytes), key (48: SHA-256 of the picture, then width,
 * height, reduction and version with 4 each), codec (1), number of samples (4), compressed samples,
 * CRC-32C over all before it (4).
 */
final class EntryFile implements AutoCloseable {
  private static final int MAGIC = 0x48574632;
  private static final int HEADER = 4 + FrameKey.BYTES + 1 + 4;
  private static final int SUM = 4;

  private final Codec codec;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer = new byte[0];

  /** Takes over the codec. */
  EntryFile(Codec codec) {
    this.codec = codec;
  }

  /** What a file turned out to be. */
  enum Content {
    /** The samples wanted. */
    SAMPLES,
    /** Whole, but compressed in a way that this process does not read. */
    FOREIGN,
    /** Cut off, changed, of another key, or something else. */
    CORRUPT
  }

  /**
   * Reads an entry.
   *
   * @param key what the entry must be of: whoever copies files about may give one another's name
   * @param samples receives {@code length} samples when they are what the file holds; may be
   *     overwritten otherwise too
   * @throws IOException when the file is not there or cannot be read
   */
  Content read(Path file, FrameKey key, byte[] samples, int length) throws IOException {
    int size = load(file, HEADER + codec.bound(length) + SUM);
    if (size < HEADER + SUM || !sumIsRight(size)) {
      return Content.CORRUPT;
    }
    ByteBuffer entry = ByteBuffer.wrap(buffer, 0, size);
    if (entry.getInt() != MAGIC || !isOf(key, entry)) {
      return Content.CORRUPT;
    }
    if (entry.get() != codec.id()) {
      return Content.FOREIGN;
    }
    return entry.getInt() == length
            && codec.decompress(buffer, HEADER, size - HEADER - SUM, samples, length)
        ? Content.SAMPLES
        : Content.CORRUPT;
  }

  private static boolean isOf(FrameKey key, ByteBuffer entry) {
    ByteBuffer wanted = ByteBuffer.allocate(FrameKey.BYTES);
    key.writeTo(wanted);
    ByteBuffer found = entry.slice(entry.position(), FrameKey.BYTES);
    entry.position(entry.position() + FrameKey.BYTES);
    return found.equals(wanted.flip());
  }

  /** Reads the whole file, but no more than {@code most} bytes and one. */
  private int load(Path file, int most) throws IOException {
    makeRoom(most + 1);
    try (InputStream input = Files.newInputStream(file)) {
      return input.readNBytes(buffer, 0, most + 1);
    }
  }

  private boolean sumIsRight(int size) {
    return ByteBuffer.wrap(buffer).getInt(size - SUM) == sum(size - SUM);
  }

  /**
   * Compresses samples for {@link #write}.
   *
   * @return bytes that the file will have
   */
  int prepare(FrameKey key, byte[] samples, int length) {
    makeRoom(HEADER + codec.bound(length) + SUM);
    ByteBuffer entry = ByteBuffer.wrap(buffer);
    entry.putInt(MAGIC);
    key.writeTo(entry);
    entry.put(codec.id()).putInt(length);
    int end = HEADER + codec.compress(samples, length, buffer, HEADER);
    entry.putInt(end, sum(end));
    return end + SUM;
  }

  /** Writes the first {@code size} bytes of what was prepared to a new file. */
  void write(Path file, int size) throws IOException {
    // Not a channel: those are closed by an interrupt, which the end of a task is.
    try (OutputStream output = new FileOutputStream(file.toFile())) {
      output.write(buffer, 0, size);
    }
  }

  private int sum(int length) {
    crc.reset();
    crc.update(buffer, 0, length);
    return (int) crc.getValue();
  }

  private void makeRoom(int bytes) {
    if (buffer.length < bytes) {
      buffer = new byte[bytes];
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
