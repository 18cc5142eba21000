package io.hearthwatch.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.sql.SQLException;
import java.util.Set;
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

  /** Reads a whole file back. */
  @FunctionalInterface
  public interface ReadBack {
    /**
     * Says how many rows are in it.
     *
     * @throws IOException when it is not what was written
     */
    long count(InputStream stream) throws IOException;
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
    return write(target, format::count, rows);
  }

  /**
   * Writes a file of any format.
   *
   * @param target its path; its directory must exist
   * @param readBack reads what {@code rows} wrote
   * @param attributes that the file is created with, such as permissions
   * @return number of rows in it
   * @throws InvalidExportException when there can be no such file
   * @throws IOException when it cannot be written, or not be read back
   */
  public static long write(
      Path target, ReadBack readBack, Rows rows, FileAttribute<?>... attributes)
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
      try (OutputStream stream = create(part, attributes)) {
        written = rows.writeTo(stream);
      }
      force(part);
      verify(part, target, readBack, written);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } finally {
      Files.deleteIfExists(part);
      Runtime.getRuntime().removeShutdownHook(clearAway);
    }
  }

  private static OutputStream create(Path part, FileAttribute<?>... attributes) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes));
  }

  private static void force(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void verify(Path part, Path target, ReadBack readBack, long written)
      throws IOException {
    long found;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(part))) {
      found = readBack.count(stream);
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
