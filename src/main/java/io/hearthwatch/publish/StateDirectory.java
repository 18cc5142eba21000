package io.hearthwatch.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A publisher's directory, which no other can use while it does: the system drops the lock. */
final class StateDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private StateDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes a directory, creating it if needed.
   *
   * @throws IOException if it cannot be written, or another publisher has it
   */
  static StateDirectory take(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path path = directory.toRealPath();
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another publisher uses %s: end it, or name another --state directory".formatted(path));
    }
    return new StateDirectory(path, channel);
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
