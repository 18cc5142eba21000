package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.util.FileUtils;

/**
 * A directory whose path is the same on every machine, because committed data names it: one JVM has
 * it at a time, others wait. It is empty at first and gone at the end; only an empty lock file
 * beside it stays, as two could get in while one deletes it.
 */
public final class LockedDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private LockedDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Waits until no other JVM has the directory, and creates it anew.
   *
   * @param path absolute; whatever stands there is deleted
   */
  public static LockedDirectory take(Path path) throws IOException {
    FileChannel lock =
        FileChannel.open(
            path.resolveSibling(path.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      lock.lock();
      FileUtils.deleteDirectory(path.toFile());
      Files.createDirectory(path);
      return new LockedDirectory(path, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Deletes the directory and lets the next one in. */
  @Override
  public void close() throws IOException {
    try (lock) {
      FileUtils.deleteDirectory(path.toFile());
    }
  }
}
