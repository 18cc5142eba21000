package io.hearthwatch.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of schema {@code hearthwatch} that hold what nobody can compute again: all but the
 * history of the migrations, which a restore makes anew by migrating.
 */
final class ProductTables {
  /** In the order of loading. */
  static final List<String> NAMES =
      List.of(
          "result_version", "site", "frame", "detection", "batch", "event", "requeue", "discard");

  /** Tables whose first row comes from a migration. */
  static final List<String> FILLED_BY_MIGRATIONS = List.of("site");

  private static final String HISTORY = "flyway_schema_history";

  /**
   * The columns that rows are made of: generated ones are computed by the table that takes them.
   */
  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'hearthwatch'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      ORDER BY c.relname, a.attnum
      """;

  private ProductTables() {}

  /** The tables that are there, in the order of loading, each with its columns. */
  static Map<String, List<String>> columns(Connection connection) throws SQLException {
    Map<String, List<String>> found = all(connection);
    Map<String, List<String>> product = new LinkedHashMap<>();
    for (String name : NAMES) {
      if (found.containsKey(name)) {
        product.put(name, found.get(name));
      }
    }
    return product;
  }

  /** Tables of the schema that somebody else made. */
  static List<String> strangers(Connection connection) throws SQLException {
    return all(connection).keySet().stream()
        .filter(name -> !NAMES.contains(name) && !name.equals(HISTORY))
        .toList();
  }

  private static Map<String, List<String>> all(Connection connection) throws SQLException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        tables.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    return tables;
  }

  static String qualified(String table) {
    return "hearthwatch." + quoted(table);
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** The columns as SQL, in the file's order. */
  static String list(List<String> columns) {
    return String.join(", ", columns.stream().map(ProductTables::quoted).toList());
  }

  static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + qualified(table))) {
      row.next();
      return row.getLong(1);
    }
  }
}
