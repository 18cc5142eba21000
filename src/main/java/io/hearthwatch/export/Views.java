package io.hearthwatch.export;

import io.hearthwatch.schema.SchemaException;
import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.text.Suggestion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The views that a database has in schema {@code bi}, a site's own included.
 *
 * <p>A view's time column is named where people find it too, at the end of its comment: {@code Time
 * column: window_start.}
 */
public final class Views {
  private static final Pattern TIME_COLUMN = Pattern.compile("Time column: (\\w+)\\.\\s*$");

  private static final String QUERY =
      """
      SELECT c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''), c.relnatts
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'bi' AND c.relkind IN ('v', 'm')
      """;

  private record Described(String comment, int columns) {}

  private final Map<String, Described> byName;

  private Views(Map<String, Described> byName) {
    this.byName = byName;
  }

  /**
   * Asks the database.
   *
   * @throws SchemaException when it has no such views; the message names the remedy
   * @throws SQLException when it cannot be asked
   */
  public static Views read(Connection connection) throws SQLException {
    Map<String, Described> byName = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      while (rows.next()) {
        byName.put(rows.getString(1), new Described(rows.getString(2), rows.getInt(3)));
      }
    }
    if (byName.isEmpty()) {
      String url = SchemaVersion.place(connection);
      throw new SchemaException(
          "%s has no views in schema bi: run ./hearthwatch migrate --jdbc-url %s"
              .formatted(url, url));
    }
    return new Views(byName);
  }

  /**
   * The view of that name.
   *
   * @param name without the schema
   * @throws InvalidExportException when there is none; the message lists those there are
   */
  public View named(String name) {
    Described view = byName.get(name);
    if (view == null) {
      throw new InvalidExportException(
          "there is no view bi.%s%s (there are %s)"
              .formatted(
                  name,
                  Suggestion.among(byName.keySet(), name),
                  String.join(", ", byName.keySet())));
    }
    Matcher time = TIME_COLUMN.matcher(view.comment());
    if (!time.find()) {
      throw new InvalidExportException(
          "view bi.%s does not say by which time it is bounded: let its comment end with `Time column: NAME.`"
              .formatted(name));
    }
    return new View(name, time.group(1), view.columns());
  }
}
