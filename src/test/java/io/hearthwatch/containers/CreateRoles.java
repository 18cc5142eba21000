package io.hearthwatch.containers;

import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** {@code containers/create-roles.sql} without psql: its variables are given, not read. */
final class CreateRoles {
  private CreateRoles() {}

  /** Opens a connection of the superuser to a database. */
  interface Superuser {
    Connection connect(String database) throws SQLException;
  }

  static void run(Superuser superuser, String ownerPassword, String jobPassword)
      throws IOException, SQLException {
    String script =
        Files.readString(Path.of("containers/create-roles.sql"))
            .replaceAll("(?m)^(--|\\\\set ).*$", "")
            .replace(":'owner_password'", "'" + ownerPassword + "'")
            .replace(":'job_password'", "'" + jobPassword + "'");
    String[] parts = script.split("\\\\connect hearthwatch");
    execute(superuser, "postgres", parts[0]);
    execute(superuser, "hearthwatch", parts[1]);
  }

  /** Each statement alone: a database cannot be created among others. */
  private static void execute(Superuser superuser, String database, String script)
      throws SQLException {
    try (Connection connection = superuser.connect(database)) {
      for (String statement : script.split(";")) {
        if (!statement.isBlank()) {
          Rows.execute(connection, statement);
        }
      }
    }
  }
}
