package io.hearthwatch.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * What a checkpoint's files were when it was complete: name, length and CRC-32C of each. A file
 * system may lose or blank what was written in the last half minute before a power failure, and
 * Flink would only notice while it restores, if at all.
 */
final class Seal {
  private static final String LAST_LINE = "end\n";

  private Seal() {}

  /**
   * Puts the checkpoint's files on disk, and then what they are.
   *
   * @param checkpoint a complete one
   * @param seal file to write
   * @throws IOException if it cannot; also when the checkpoint is removed meanwhile
   */
  static void write(Path checkpoint, Path seal) throws IOException {
    for (Path file : files(checkpoint)) {
      DurableFile.force(file);
    }
    DurableFile.force(checkpoint);
    DurableFile.force(checkpoint.getParent());
    DurableFile.write(seal, contents(checkpoint));
  }

  /** Whether the checkpoint's files are what they were when it was complete. */
  static boolean holds(Path checkpoint, Path seal) {
    try {
      return Files.readString(seal).equals(contents(checkpoint));
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }

  private static String contents(Path checkpoint) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files(checkpoint)) {
      lines.append("%s %d %08x%n".formatted(file.getFileName(), Files.size(file), checksum(file)));
    }
    return lines.append(LAST_LINE).toString();
  }

  private static List<Path> files(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      return files.sorted().toList();
    }
  }

  private static long checksum(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return crc.getValue();
  }
}
