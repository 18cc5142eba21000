package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The version of the tables that this code writes and reads, and the check that they have it. */
public final class SchemaVersion {

  /** The Postgres schema that holds all tables. */
  public static final String SCHEMA = "hearthwatch";

  /** The last migration that this code knows. */
  public static final int EXPECTED = 7;

  private SchemaVersion() {}

  /**
   * Makes sure that the tables are the ones this code was written for.
   *
   * @throws SchemaException when they are absent, older or newer; the message names the remedy
   * @throws SQLException when the database cannot be asked
   */
  public static void requireExpected(Connection connection) throws SQLException {
    int found = find(connection);
    if (found == EXPECTED) {
      return;
    }
    String database = place(connection);
    if (found > EXPECTED) {
      throw new SchemaException(
          "%s has schema version %d, this program knows only %d: use the version that migrated it"
              .formatted(database, found, EXPECTED));
    }
    throw new SchemaException(
        "%s has %s, version %d is needed: run ./hearthwatch migrate --jdbc-url %s --user %s"
            .formatted(
                database,
                found == 0 ? "no Hearthwatch tables" : "schema version " + found,
                EXPECTED,
                database,
                connection.getMetaData().getUserName()));
  }

  /** Where a database is, without the address's parameters: one of them may be a password. */
  public static String place(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().replaceFirst("\\?.*", "");
  }

  /**
   * The version of the tables.
   *
   * @return 0 when there are none
   * @throws SQLException when the database cannot be asked
   */
  public static int find(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet table =
          statement.executeQuery("SELECT to_regclass('hearthwatch.flyway_schema_history')")) {
        table.next();
        if (table.getString(1) == null) {
          return 0;
        }
      }
      try (ResultSet latest =
          statement.executeQuery(
              "SELECT coalesce(max(version::integer), 0) FROM hearthwatch.flyway_schema_history"
                  + " WHERE success AND version IS NOT NULL")) {
        latest.next();
        return latest.getInt(1);
      }
    }
  }
}
