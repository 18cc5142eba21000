package io.hearthwatch.backup;

import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.SchemaException;
import io.hearthwatch.schema.SchemaVersion;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyManager;

/**
 * Loads a backup into a database that holds nothing of the product yet: the whole backup is read
 * and proved first; then the tables of its schema version are made, all rows loaded in one
 * transaction, and the tables brought to the newest version. Until that transaction ends the tables
 * are empty, so whatever interrupts it, the same restore can be run again. What fails after it
 * leaves all rows there, and says so.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; the database must exist
 * @param user a role that may create a schema
 * @param password its password; empty where the server asks for none
 */
public record Restore(String url, String user, String password) {

  /**
   * Restores.
   *
   * @return rows per table, as counted at the end
   * @throws BackupException when the backup is damaged or too new, or the database is not empty; or
   *     when something failed after the rows were committed, as its message says
   * @throws SchemaException when the tables cannot be made; then there are no rows
   * @throws IOException when the backup cannot be read
   * @throws SQLException when the database does not take the rows; then it has none of them
   */
  public Map<String, Long> load(BackupDirectory backup) throws IOException, SQLException {
    backup.verify();
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      requireEmpty(connection, backup.manifest().schemaVersion());
      Migration.migrate(url, user, password, backup.manifest().schemaVersion());
      loadRows(connection, backup);
      return finish(connection, backup.manifest());
    }
  }

  private Map<String, Long> finish(Connection connection, Manifest manifest) {
    try {
      Migration.migrate(url, user, password);
      Map<String, Long> counts = compareCounts(connection, manifest);
      analyze(connection, counts.keySet());
      return counts;
    } catch (SchemaException | SQLException e) {
      throw unfinished(e);
    }
  }

  /**
   * The exception for what failed after all rows were committed.
   *
   * @param failure what did
   */
  public static BackupException unfinished(Exception failure) {
    return new BackupException(
        "all rows are there, but what follows them failed: mend it, then run hearthwatch migrate, which finishes it; do not restore again",
        failure);
  }

  private static void requireEmpty(Connection connection, int schemaOfBackup) throws SQLException {
    int found = SchemaVersion.find(connection);
    String place = SchemaVersion.place(connection);
    if (found == 0) {
      String there = relations(connection);
      if (there != null) {
        throw notEmpty(place, there);
      }
      return;
    }
    String rows = rows(connection);
    if (!rows.isEmpty()) {
      throw notEmpty(place, rows);
    }
    if (found > schemaOfBackup) {
      throw new BackupException(
          "the tables of %s are empty, but of schema version %d, and the backup's rows fit version %d: restore into a new database, or run DROP SCHEMA hearthwatch, bi CASCADE first; the restore makes the tables itself"
              .formatted(place, found, schemaOfBackup));
    }
  }

  private static BackupException notEmpty(String place, String there) {
    return new BackupException(
        "%s is not empty (%s): restore into a new database; or, if all that may go, run DROP SCHEMA hearthwatch, bi CASCADE in it first"
            .formatted(place, there));
  }

  /** What schemas of our names hold, where no migration of ours was; null for nothing. */
  private static String relations(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT string_agg(relnamespace::regnamespace || '.' || relname, ', ')
                FROM pg_class
                WHERE relnamespace IN (to_regnamespace('hearthwatch'), to_regnamespace('bi'))
                """)) {
      row.next();
      return row.getString(1);
    }
  }

  private static String rows(Connection connection) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String table : ProductTables.columns(connection).keySet()) {
      long count = ProductTables.count(connection, table);
      if (count > 0 && !ProductTables.FILLED_BY_MIGRATIONS.contains(table)) {
        counts.put(table, count);
      }
    }
    return counts.entrySet().stream()
        .map(table -> "%s: %d rows".formatted(table.getKey(), table.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void loadRows(Connection connection, BackupDirectory backup)
      throws IOException, SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      List<Manifest.Table> tables = backup.manifest().tables();
      statement.execute(
          "LOCK TABLE %s IN EXCLUSIVE MODE"
              .formatted(
                  ProductTables.NAMES.stream()
                      .filter(name -> tables.stream().anyMatch(table -> table.name().equals(name)))
                      .map(ProductTables::qualified)
                      .collect(Collectors.joining(", "))));
      String rows = rows(connection);
      if (!rows.isEmpty()) {
        throw notEmpty(SchemaVersion.place(connection), rows);
      }
      for (String table : ProductTables.FILLED_BY_MIGRATIONS) {
        if (tables.stream().anyMatch(backedUp -> backedUp.name().equals(table))) {
          statement.execute("DELETE FROM " + ProductTables.qualified(table));
        }
      }
      CopyManager copy = CopySession.in(connection);
      for (Manifest.Table table : tables) {
        load(copy, backup, table);
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void load(CopyManager copy, BackupDirectory backup, Manifest.Table table)
      throws IOException, SQLException {
    long[] loaded = new long[1];
    TableFile.check(
        backup.path(),
        table,
        text ->
            loaded[0] =
                copy.copyIn(
                    "COPY %s (%s) FROM STDIN"
                        .formatted(
                            ProductTables.qualified(table.name()),
                            ProductTables.list(table.columns())),
                    text));
    if (loaded[0] != table.rows()) {
      throw new BackupException(
          "table %s took %d rows of %d; nothing was kept"
              .formatted(table.name(), loaded[0], table.rows()));
    }
  }

  private static Map<String, Long> compareCounts(Connection connection, Manifest manifest)
      throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Manifest.Table table : manifest.tables()) {
      long count = ProductTables.count(connection, table.name());
      if (count != table.rows()) {
        throw new BackupException(
            "table %s has %d rows after the migration to schema version %d, the backup has %d: does a job write already? Drop the schemas, stop it, and restore again"
                .formatted(table.name(), count, SchemaVersion.EXPECTED, table.rows()));
      }
      counts.put(table.name(), count);
    }
    return counts;
  }

  /** Plans of the first queries would be made without knowing that there are any rows. */
  private static void analyze(Connection connection, Set<String> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute("ANALYZE " + ProductTables.qualified(table));
      }
    }
  }
}
