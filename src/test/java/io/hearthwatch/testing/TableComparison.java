package io.hearthwatch.testing;

import io.hearthwatch.store.ProcessingColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the tables of two databases by what a replay must reproduce: every column but the {@link
 * ProcessingColumns}, every row, both ways.
 */
public final class TableComparison {
  private static final int SHOWN = 5;

  /** Per table, the columns that tell its rows apart. */
  private static final Map<String, String> KEYS =
      Map.of(
          "result_version",
          "name",
          "frame",
          "result_version, kafka_topic, kafka_partition, kafka_offset",
          "detection",
          "id",
          "batch",
          "id",
          "event",
          "id");

  private TableComparison() {}

  /**
   * Fails with the first differing rows of every table when the two databases do not hold the same.
   *
   * @return rows compared, so that a test can make sure that there were any
   */
  public static long assertEqualTables(Connection expected, Connection actual) throws SQLException {
    List<String> differences = new ArrayList<>();
    long rows = 0;
    for (String table : List.of("result_version", "frame", "detection", "batch", "event")) {
      Map<String, String> left = read(expected, table);
      Map<String, String> right = read(actual, table);
      rows += left.size();
      describe(table, left, right, differences);
    }
    if (!differences.isEmpty()) {
      throw new AssertionError("tables differ\n" + String.join("\n", differences));
    }
    return rows;
  }

  private static void describe(
      String table,
      Map<String, String> expected,
      Map<String, String> actual,
      List<String> differences) {
    List<String> found = new ArrayList<>();
    expected.forEach(
        (key, row) -> {
          if (!actual.containsKey(key)) {
            found.add("  missing %s\n    %s".formatted(key, row));
          } else if (!actual.get(key).equals(row)) {
            found.add(
                "  differs %s\n    expected %s\n    actual   %s"
                    .formatted(key, row, actual.get(key)));
          }
        });
    actual.forEach(
        (key, row) -> {
          if (!expected.containsKey(key)) {
            found.add("  not expected %s\n    %s".formatted(key, row));
          }
        });
    if (!found.isEmpty()) {
      differences.add(
          "%s: %d of %d rows, first %d:"
              .formatted(
                  table,
                  found.size(),
                  Math.max(expected.size(), actual.size()),
                  Math.min(SHOWN, found.size())));
      differences.addAll(found.subList(0, Math.min(SHOWN, found.size())));
    }
  }

  private static Map<String, String> read(Connection connection, String table) throws SQLException {
    String key = KEYS.get(table);
    Set<String> left = new TreeSet<>(ProcessingColumns.NAMES);
    if (table.equals("result_version")) {
      // The one row that is not computed, but registered by whoever starts first.
      left.add("created_at");
    }
    String sql =
        "SELECT (%s)::text, (to_jsonb(t) - '{%s}'::text[])::text FROM hearthwatch.%s t ORDER BY %s"
            .formatted("ROW(" + key + ")", String.join(",", left), table, key);
    Map<String, String> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.put(result.getString(1), result.getString(2));
        }
      }
    }
    return rows;
  }
}
