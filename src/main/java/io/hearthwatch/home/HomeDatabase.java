package io.hearthwatch.home;

import io.hearthwatch.local.DurableDatabase;
import io.hearthwatch.schema.ReaderRole;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The database and the roles of a home's own server: one that owns the tables and is the job's, and
 * one that reads, for people and BI tools. Their passwords stand in files beside the data.
 */
final class HomeDatabase {
  /** The database, and the role that owns it. */
  static final String NAME = "hearthwatch";

  /** The role that may read schema {@code bi}. */
  static final String READER = "hearthwatch_bi";

  private HomeDatabase() {}

  /** File of the superuser's password. */
  static Path superuserPassword(HomeDirectory home) {
    return home.postgres().resolve("superuser.password");
  }

  /** File of the owner's password. */
  static Path ownerPassword(HomeDirectory home) {
    return home.postgres().resolve("owner.password");
  }

  /** File of the reader's password. */
  static Path readerPassword(HomeDirectory home) {
    return home.postgres().resolve("reader.password");
  }

  /** Makes sure that database and roles are there, with the passwords of their files. */
  static void prepare(HomeDirectory home, DurableDatabase server) throws IOException, SQLException {
    String owner = PasswordFile.of(ownerPassword(home));
    String reader = PasswordFile.of(readerPassword(home));
    try (Connection connection = server.connect(DurableDatabase.USER)) {
      role(connection, NAME, "LOGIN");
      role(connection, ReaderRole.NAME, "NOLOGIN");
      role(connection, READER, "LOGIN IN ROLE " + ReaderRole.NAME);
      // Sent as scram verifiers: neither passwords nor statements that hold them reach the server.
      PGConnection postgres = connection.unwrap(PGConnection.class);
      postgres.alterUserPassword(NAME, owner.toCharArray(), "scram-sha-256");
      postgres.alterUserPassword(READER, reader.toCharArray(), "scram-sha-256");
      if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", NAME)) {
        execute(connection, "CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));
      }
    }
  }

  private static void role(Connection connection, String name, String options) throws SQLException {
    if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
      execute(connection, "CREATE ROLE %s %s".formatted(name, options));
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
