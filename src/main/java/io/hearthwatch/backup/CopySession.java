package io.hearthwatch.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How rows are spelled in the files, whatever database, role or session wrote them and will read
 * them: ISO times in UTC, the shortest digits that give the same float back, bytes in hex, UTF-8.
 */
final class CopySession {
  private static final List<String> SPELLING =
      List.of(
          "SET LOCAL datestyle = 'ISO, YMD'",
          "SET LOCAL intervalstyle = 'postgres'",
          "SET LOCAL timezone = 'UTC'",
          "SET LOCAL extra_float_digits = 3",
          "SET LOCAL bytea_output = 'hex'");

  private CopySession() {}

  /** COPY over a connection within a transaction, which keeps the spelling until its end. */
  static CopyManager in(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : SPELLING) {
        statement.execute(setting);
      }
    }
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}
