package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Makes sure that what was written survives a loss of power. */
public final class Disk {
  private Disk() {}

  /**
   * Puts a file's content on disk, or the names in a directory. An interrupt does not hinder it,
   * and stays for whoever waits next.
   *
   * @throws IOException if the disk cannot take it
   */
  public static void sync(Path path) throws IOException {
    boolean interrupted = false;
    while (true) {
      try (FileChannel channel = FileChannel.open(path)) {
        channel.force(true);
        break;
      } catch (ClosedByInterruptException e) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
