package io.hearthwatch.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Short ways to ask a database in a test. */
public final class Rows {

  private Rows() {}

  /** The first column of every row, as text. */
  public static List<String> query(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(result.getString(1));
        }
      }
    }
    return rows;
  }

  /** The first column of the only row, as text. */
  public static String one(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> rows = query(connection, sql, parameters);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows where one was expected: " + sql);
    }
    return rows.get(0);
  }

  /** Runs a statement without a result. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
