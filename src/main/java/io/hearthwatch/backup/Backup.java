package io.hearthwatch.backup;

import io.hearthwatch.export.CompressedLines;
import io.hearthwatch.export.ExportFile;
import io.hearthwatch.schema.SchemaVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.copy.CopyManager;

/**
 * Writes all rows of one consistent state of the tables into a directory that is whole or not
 * there: everything goes into a hidden directory beside it, is forced to the disk and read back,
 * and takes its name in one step at the end. Only its owner may read it.
 */
public final class Backup {
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Connection connection;
  private final String productVersion;

  /**
   * @param connection outside a transaction, of a role that may read all tables; stays the caller's
   * @param productVersion goes into the manifest
   */
  public Backup(Connection connection, String productVersion) {
    this.connection = connection;
    this.productVersion = productVersion;
  }

  /**
   * Writes a backup. A job may go on writing meanwhile: what it writes later is not in it.
   *
   * @param target the directory to make; its parent must be there, it must not
   * @param takenAt for the manifest
   * @return what is in it
   * @throws BackupException when the target cannot be, or the database holds no tables that this
   *     program knows; says what to do
   * @throws IOException when it cannot be written or read back; then nothing is left of it
   * @throws SQLException when the database does not give its rows
   */
  public Manifest writeTo(Path target, Instant takenAt) throws IOException, SQLException {
    Path directory = target.toAbsolutePath().normalize();
    requirePlace(directory);
    connection.setAutoCommit(false);
    try (PartialDirectory partial = PartialDirectory.beside(directory)) {
      Manifest manifest = write(partial.path(), takenAt);
      partial.complete();
      endTransaction();
      return manifest;
    } catch (AccessDeniedException e) {
      endTransactionAfter(e);
      throw Denied.writing(directory.getParent(), e);
    } catch (IOException e) {
      endTransactionAfter(e);
      throw new IOException("no backup was made at " + target, e);
    } catch (SQLException | RuntimeException e) {
      endTransactionAfter(e);
      throw e;
    }
  }

  private void endTransaction() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** The driver cancels a COPY whose rows nobody takes, which can hit the rollback instead. */
  private void endTransactionAfter(Exception failure) {
    try {
      endTransaction();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Tables in the product's schema that are not the product's, and so not in a backup.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<String> leftOut() throws SQLException {
    return ProductTables.strangers(connection);
  }

  private static void requirePlace(Path directory) {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupException(
          "--out: "
              + directory
              + " is there already: name a new directory, a backup never replaces another");
    }
    if (directory.getParent() == null || !Files.isDirectory(directory.getParent())) {
      throw new BackupException(
          "--out: there is no directory %s to make the backup in: create it, or mount its disk"
              .formatted(directory.getParent()));
    }
  }

  private Manifest write(Path directory, Instant takenAt) throws IOException, SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
    int schema = requireSchema();
    CopyManager copy = CopySession.in(connection);
    List<Manifest.Table> tables = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : ProductTables.columns(connection).entrySet()) {
      tables.add(write(directory, table.getKey(), table.getValue(), copy));
    }
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            productVersion,
            schema,
            connection.getMetaData().getDatabaseProductVersion(),
            takenAt.toString(),
            tables);
    byte[] text = ManifestFile.text(manifest);
    write(directory.resolve(ManifestFile.NAME), text);
    write(directory.resolve(ManifestFile.DIGEST_NAME), ManifestFile.digestText(text));
    return manifest;
  }

  private int requireSchema() throws SQLException {
    int found = SchemaVersion.find(connection);
    if (found == 0 || found > SchemaVersion.EXPECTED) {
      throw new BackupException(
          found == 0
              ? "%s has no Hearthwatch tables: there is nothing to back up"
                  .formatted(SchemaVersion.place(connection))
              : "%s has schema version %d, this program knows only %d: back it up with the version that migrated it"
                  .formatted(SchemaVersion.place(connection), found, SchemaVersion.EXPECTED));
    }
    return found;
  }

  private Manifest.Table write(Path directory, String table, List<String> columns, CopyManager copy)
      throws IOException, SQLException {
    Path file = directory.resolve(TableFile.name(table));
    MessageDigest digest = Sha256.start();
    TableFile.Content[] readBack = new TableFile.Content[1];
    long rows =
        ExportFile.write(
            file,
            stream -> {
              readBack[0] = TableFile.read(stream);
              String written = Sha256.finish(digest);
              if (!readBack[0].sha256().equals(written)) {
                throw new IOException(
                    "%s: SHA-256 %s was written, but %s is read back"
                        .formatted(file.getFileName(), written, readBack[0].sha256()));
              }
              return readBack[0].rows();
            },
            stream -> {
              try (OutputStream text = CompressedLines.to(new DigestOutputStream(stream, digest))) {
                return copy.copyOut(
                    "COPY (SELECT %s FROM %s) TO STDOUT"
                        .formatted(ProductTables.list(columns), ProductTables.qualified(table)),
                    text);
              }
            },
            OWNERS_FILE);
    return new Manifest.Table(
        table, columns, rows, readBack[0].bytes(), Files.size(file), readBack[0].sha256());
  }

  private static void write(Path file, byte[] content) throws IOException, SQLException {
    long unused =
        ExportFile.write(
            file,
            stream -> Arrays.equals(stream.readAllBytes(), content) ? 1 : 0,
            stream -> {
              stream.write(content);
              return 1;
            },
            OWNERS_FILE);
  }
}
