package io.hearthwatch.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A file that is whole or not there: rows are written beside it under another name, forced to the
 * disk, read back and counted, and only then take its name in one step. What was there before stays
 * until then, and for good when something fails.
 */
public final class ExportFile {

  /** Writes rows to a stream, closes it, and returns their number. */
  @FunctionalInterface
  public interface Rows {
    /** Writes all of them. */
    long writeTo(OutputStream stream) throws IOException, SQLException;
  }

  private ExportFile() {}

  /**
   * Writes a file.
   *
   * @param target its path; its directory must exist
   * @param format what {@code rows} writes
   * @return number of rows in it
   * @throws InvalidExportException when there can be no such file
   * @throws IOException when it cannot be written, or not be read back
   */
  public static long write(Path target, RowFormat format, Rows rows)
      throws IOException, SQLException {
    Path file = target.toAbsolutePath();
    if (Files.isDirectory(file) || !Files.isDirectory(file.getParent())) {
      throw new InvalidExportException(
          Files.isDirectory(file)
              ? "--output " + target + " is a directory; name a file in it"
              : "--output " + target + ": there is no directory " + file.getParent());
    }
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    Thread clearAway = new Thread(() -> delete(part));
    Runtime.getRuntime().addShutdownHook(clearAway);
    try {
      long written;
      try (OutputStream stream = create(part)) {
        written = rows.writeTo(stream);
      }
      force(part);
      verify(part, target, format, written);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(part);
      Runtime.getRuntime().removeShutdownHook(clearAway);
    }
  }

  private static OutputStream create(Path part) throws IOException {
    return Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void force(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void verify(Path part, Path target, RowFormat format, long written)
      throws IOException {
    long found;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(part))) {
      found = format.count(stream);
    }
    if (found != written) {
      throw new IOException(
          "%s: %d rows were written, but %d are read back; nothing was kept"
              .formatted(target, written, found));
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new UncheckedIOException("left behind: " + part, e);
    }
  }
}
