package io.hearthwatch.backup;

import io.hearthwatch.export.CompressedLines;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;

/** One table's rows on disk: a line for each, as COPY writes it, compressed. */
final class TableFile {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What a file turned out to hold. */
  record Content(long rows, long bytes, String sha256) {}

  /** Takes the text of the rows; need not read it to the end. */
  @FunctionalInterface
  interface Taker {
    void take(InputStream text) throws IOException, SQLException;
  }

  private TableFile() {}

  static String name(String table) {
    return table + ".copy.zst";
  }

  /** Reads a whole file, and nothing but one buffer of it at a time. */
  static Content read(InputStream file) throws IOException {
    try {
      return read(file, text -> text.transferTo(OutputStream.nullOutputStream()));
    } catch (SQLException e) {
      throw new IllegalStateException("nobody asked a database", e);
    }
  }

  private static Content read(InputStream file, Taker taker) throws IOException, SQLException {
    MessageDigest digest = Sha256.start();
    try (DigestInputStream digested = new DigestInputStream(file, digest);
        CompressedLines lines = new CompressedLines(new Unclosed(digested))) {
      taker.take(lines);
      lines.transferTo(OutputStream.nullOutputStream());
      digested.transferTo(OutputStream.nullOutputStream());
      return new Content(lines.lines(), lines.bytes(), Sha256.finish(digest));
    }
  }

  /**
   * Reads a table's file of a backup, and makes sure that it is what was written.
   *
   * @throws BackupException when it is not; whatever was handed out is to be forgotten then
   */
  static void check(Path directory, Manifest.Table table, Taker taker)
      throws IOException, SQLException {
    Path file = directory.resolve(name(table.name()));
    requireSize(file, table.compressedBytes());
    Content found;
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      found = read(stream, taker);
    } catch (AccessDeniedException e) {
      throw Denied.reading(file, e);
    } catch (IOException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
    if (!found.sha256().equals(table.sha256())) {
      throw damaged(
          file,
          "its SHA-256 is %s, the manifest says %s".formatted(found.sha256(), table.sha256()),
          null);
    }
    if (found.rows() != table.rows() || found.bytes() != table.bytes()) {
      throw damaged(
          file,
          "it holds %d rows in %d bytes, the manifest says %d in %d"
              .formatted(found.rows(), found.bytes(), table.rows(), table.bytes()),
          null);
    }
  }

  private static void requireSize(Path file, long expected) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      throw damaged(file, "it is missing", e);
    }
    if (size != expected) {
      throw damaged(
          file,
          size < expected
              ? "it is cut off after %d of %d bytes".formatted(size, expected)
              : "it has %d bytes instead of %d".formatted(size, expected),
          null);
    }
  }

  private static BackupException damaged(Path file, String how, Throwable cause) {
    return new BackupException(
        "%s is damaged: %s; take another copy of the backup".formatted(file, how), cause);
  }

  /** The decompressor closes what it reads, but what follows its frame belongs to the file too. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() {
      // The file is closed by who opened it.
    }
  }
}
