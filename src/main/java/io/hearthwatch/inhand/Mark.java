package io.hearthwatch.inhand;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Says which frame one thread has in hand, in a file that outlives the process.
 *
 * <p>Layout: length of the text, 4 bytes, little-endian, 0 for none; then the text of a {@link
 * FrameInHand}. The length is set last and taken away first, so a text is whole wherever there is a
 * length. Only a death of the machine itself may lose it. One thread at a time.
 */
public final class Mark implements AutoCloseable {
  static final String SUFFIX = ".mark";
  static final int BYTES = 4096;

  private static final VarHandle LENGTH =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final FileChannel locked;
  private final MappedByteBuffer memory;

  private Mark(Path file, FileChannel locked, MappedByteBuffer memory) {
    this.file = file;
    this.locked = locked;
    this.memory = memory;
  }

  /** Makes a mark without a frame and locks it; others see it only then. */
  static Mark create(Path directory, String name) throws IOException {
    Path unfinished = directory.resolve(name + ".new");
    FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
      if (channel.tryLock() == null) {
        throw new IOException(unfinished + " is locked by another process");
      }
      Path file = Files.move(unfinished, directory.resolve(name + SUFFIX));
      return new Mark(file, channel, memory);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** Notes that this frame's picture is being searched from now on. */
  public void take(FrameInHand frame) {
    byte[] text = frame.encode(BYTES - Integer.BYTES);
    memory.put(Integer.BYTES, text);
    LENGTH.setRelease(memory, 0, text.length);
  }

  /** Notes that no picture is being searched. */
  public void release() {
    LENGTH.setRelease(memory, 0, 0);
  }

  /** What a mark of another process says; empty where it says nothing, or nothing whole. */
  static Optional<FrameInHand> read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Until all is there.
    }
    int length = bytes.getInt(0);
    if (length <= 0 || length > BYTES - Integer.BYTES) {
      return Optional.empty();
    }
    byte[] text = new byte[length];
    bytes.get(Integer.BYTES, text);
    try {
      return Optional.of(FrameInHand.decode(text));
    } catch (IllegalArgumentException notWhole) {
      return Optional.empty();
    }
  }

  /** Removes it: the thread has ended in an orderly way. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    locked.close();
  }
}
