package io.hearthwatch.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * A directory of files in the making: hidden, its owner's only, and cleared away unless it is
 * completed, also at Ctrl-C. What a killed process leaves behind has no manifest and another name.
 */
final class PartialDirectory implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final Path path;
  private final Path target;
  private final Thread clearAway;
  private boolean cleared;

  private PartialDirectory(Path path, Path target) {
    this.path = path;
    this.target = target;
    this.clearAway =
        new Thread(
            () -> {
              try {
                delete();
              } catch (IOException e) {
                throw new UncheckedIOException("left behind: " + path, e);
              }
            });
  }

  static PartialDirectory beside(Path target) throws IOException {
    Path path =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    PartialDirectory partial = new PartialDirectory(path, target);
    Runtime.getRuntime().addShutdownHook(partial.clearAway);
    return partial;
  }

  Path path() {
    return path;
  }

  /**
   * Gives it its name, durably.
   *
   * @throws IOException when it cannot be, or when it is being cleared away: half of it must not
   *     get the name
   */
  synchronized void complete() throws IOException {
    if (cleared) {
      throw new IOException("it was interrupted");
    }
    force(path);
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.getParent());
  }

  /** Deletes it, unless it has its name. */
  @Override
  public void close() throws IOException {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(clearAway);
    } catch (IllegalStateException shuttingDown) {
      // The hook is at work already.
      return;
    }
  }

  /** At Ctrl-C the writer is still at work, and may add a file while the others are deleted. */
  private synchronized void delete() throws IOException {
    cleared = true;
    for (int attempt = 1; Files.isDirectory(path); attempt++) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Names within a directory are on the disk only when the directory is. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
