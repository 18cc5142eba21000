package io.hearthwatch.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearthwatch.torture.check.Difference.Kind;
import io.hearthwatch.torture.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares tables row by row and column by column. */
final class Tables {
  private Tables() {}

  /** How a row is named in differences and in the history of writes. */
  static String key(String table, Map<String, Object> row) {
    return switch (table) {
      case "frame", World.LETTERS -> row.get("kafka_partition") + "@" + row.get("kafka_offset");
      case "detection" -> row.get("frame_id") + "#" + row.get("ordinal");
      default -> String.valueOf(row.get("id"));
    };
  }

  /**
   * @param expected all rows that must be
   * @param found all rows that are
   */
  static List<Difference> differences(
      String table, List<Row> expected, List<Map<String, Object>> found) {
    Map<String, List<Map<String, Object>>> byKey = new TreeMap<>();
    for (Map<String, Object> row : found) {
      byKey.computeIfAbsent(key(table, row), key -> new ArrayList<>()).add(row);
    }
    List<Difference> differences = new ArrayList<>();
    for (Row row : expected) {
      List<Map<String, Object>> rows = byKey.remove(row.key());
      if (rows == null) {
        differences.add(difference(Kind.MISSING, table, row.key(), "", brief(row.columns()), ""));
        continue;
      }
      compare(row, rows.get(0), differences);
      for (Map<String, Object> twice : rows.subList(1, rows.size())) {
        differences.add(difference(Kind.BEYOND, table, row.key(), "", "one row", brief(twice)));
      }
    }
    byKey.forEach(
        (key, rows) ->
            rows.forEach(
                row -> differences.add(difference(Kind.BEYOND, table, key, "", "", brief(row)))));
    return differences;
  }

  private static void compare(Row row, Map<String, Object> found, List<Difference> differences) {
    row.columns()
        .forEach(
            (column, value) -> {
              Object is = column.equals("factors") ? points(found.get(column)) : found.get(column);
              boolean right = value == Row.ANYTHING ? is != null : Cell.same(value, is);
              if (!right) {
                differences.add(
                    difference(
                        Kind.WRONG,
                        row.table(),
                        row.key(),
                        column,
                        Cell.text(value),
                        Cell.text(is)));
              }
            });
  }

  /** Names and contributions of factors: their descriptions are for people. */
  static JsonNode points(Object factors) {
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    if (factors instanceof JsonNode list) {
      list.forEach(
          factor ->
              points
                  .addObject()
                  .put("name", factor.path("name").asText())
                  .put("contribution", factor.path("contribution").asInt()));
    }
    return points;
  }

  private static Difference difference(
      Kind kind, String table, String key, String column, String expected, String found) {
    return new Difference(kind, table, key, column, expected, found, List.of());
  }

  /** What tells a row from others, for people. */
  private static String brief(Map<String, Object> row) {
    StringBuilder brief = new StringBuilder("a row");
    for (String column :
        List.of(
            "outcome",
            "reason",
            "state",
            "camera_id",
            "window_start",
            "captured_at",
            "stage",
            "revision",
            "label",
            "score",
            "offset_count")) {
      if (row.get(column) != null) {
        brief.append(' ').append(column).append('=').append(Cell.text(row.get(column)));
      }
    }
    return brief.toString();
  }
}
