package io.hearthwatch.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files that are there as a whole or not at all, also after a power failure. */
final class DurableFile {
  private DurableFile() {}

  /**
   * Writes or replaces a file that only its owner may read.
   *
   * @throws IOException if it cannot; what was there before is there still
   */
  static void write(Path file, String text) throws IOException {
    Path unready = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unready);
    try (FileChannel channel =
        FileChannel.open(
            unready,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unready, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.getParent());
  }

  /** Puts a file's content, or a directory's names, on disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      channel.force(true);
    }
  }
}
