package io.hearthwatch.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A backup on disk that says of itself what it holds.
 *
 * @param path its directory
 * @param manifest what it says
 */
public record BackupDirectory(Path path, Manifest manifest) {

  /**
   * Reads the manifest.
   *
   * @throws BackupException when there is no whole backup there, or a newer program is needed; says
   *     which
   * @throws IOException when it cannot be read
   */
  public static BackupDirectory open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new BackupException(
          Files.exists(path, LinkOption.NOFOLLOW_LINKS)
              ? "--from: %s is no directory: name the one that hearthwatch backup made"
                  .formatted(path)
              : "--from: there is no directory %s: name the one that hearthwatch backup made; is its disk mounted?"
                  .formatted(path.toAbsolutePath()));
    }
    return new BackupDirectory(path, ManifestFile.read(path));
  }

  /**
   * Reads every file to its end, decompresses it, counts its rows and compares size and digest.
   * Needs no database, and memory for one buffer.
   *
   * @throws BackupException when a file is missing, cut off or damaged; names the first
   * @throws IOException when one cannot be opened
   */
  public void verify() throws IOException {
    for (Manifest.Table table : manifest.tables()) {
      try {
        TableFile.check(path, table, text -> text.transferTo(OutputStream.nullOutputStream()));
      } catch (SQLException e) {
        throw new IllegalStateException("nobody asked a database", e);
      }
    }
  }
}
