package io.hearthwatch.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Renders {@code docs/schema.md} from the comments in a migrated database. */
final class SchemaPage {
  private static final String HEAD =
      """
      <!-- Generated from the comments in the database; do not edit. Regenerate with
           mvn test -Dtest=SchemaPageITCase -Dhearthwatch.regenerate=true -->

      # Tables and views

      Schema `hearthwatch` is the job's: it writes these tables, and the audit proves them. Schema `bi` is for readers
      ([how](bi.md)). Rows refer to each other by their ids, without foreign keys.
      """;

  private static final String RELATIONS =
      """
      SELECT n.nspname, c.relname, c.oid, c.relkind = 'v' AS view, obj_description(c.oid, 'pg_class') AS comment
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('bi', 'hearthwatch') AND c.relkind IN ('r', 'p', 'v')
        AND c.relname <> 'flyway_schema_history'
      ORDER BY n.nspname, c.oid
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
             col_description(a.attrelid, a.attnum) AS comment,
             EXISTS (SELECT FROM pg_index i
                     WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS key
      FROM pg_attribute a
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private SchemaPage() {}

  /** The page, in Markdown, lines ended by a line feed. */
  static String render(Connection connection) throws SQLException {
    StringBuilder page = new StringBuilder(HEAD);
    String schema = "";
    try (Statement statement = connection.createStatement();
        ResultSet relation = statement.executeQuery(RELATIONS)) {
      while (relation.next()) {
        if (!relation.getString("nspname").equals(schema)) {
          schema = relation.getString("nspname");
          page.append("\n# Schema `").append(schema).append("`\n");
        }
        page.append("\n## `%s.%s`\n\n".formatted(schema, relation.getString("relname")))
            .append(relation.getString("comment"))
            .append("\n\n");
        appendColumns(connection, relation.getLong("oid"), relation.getBoolean("view"), page);
      }
    }
    return page.toString();
  }

  private static void appendColumns(
      Connection connection, long relation, boolean view, StringBuilder page) throws SQLException {
    page.append("| column | type | what it is |\n|---|---|---|\n");
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, relation);
      try (ResultSet column = statement.executeQuery()) {
        while (column.next()) {
          page.append(
              "| `%s` | %s%s%s | %s |\n"
                  .formatted(
                      column.getString("attname"),
                      column.getString("type"),
                      view || column.getBoolean("attnotnull") ? "" : ", nullable",
                      column.getBoolean("key") ? ", key" : "",
                      column.getString("comment").replace("|", "\\|")));
        }
      }
    }
  }
}
