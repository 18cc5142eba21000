package io.hearthwatch.torture.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Values of columns in one form, whatever the database's type: text, truth, instant, number ({@link
 * BigDecimal}; single precision as its shortest decimal), JSON, bytes as hexadecimal text; null.
 */
final class Cell {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Numbers are equal by value, however many zeros they were written with. */
  private static final Comparator<JsonNode> BY_VALUE =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : a.equals(b) ? 0 : 1;

  private Cell() {}

  /** The present row. */
  static Map<String, Object> row(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      cells.put(columns.getColumnName(i), cell(row, i, columns.getColumnTypeName(i)));
    }
    return cells;
  }

  private static Object cell(ResultSet row, int column, String type) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return null;
    }
    return switch (type) {
      case "timestamptz" -> row.getObject(column, OffsetDateTime.class).toInstant();
      case "jsonb" -> json(row.getString(column));
      case "bytea" -> HexFormat.of().formatHex(row.getBytes(column));
      case "bool" -> value;
      case "int2", "int4", "int8", "numeric", "float4" -> number((Number) value);
      default -> value.toString();
    };
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds JSON that cannot be read", e);
    }
  }

  /** A number of any type. */
  static BigDecimal number(Number number) {
    return new BigDecimal(number.toString());
  }

  /** Whether two cells hold the same. */
  static boolean same(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return number(x).compareTo(number(y)) == 0;
    }
    if (a instanceof JsonNode x && b instanceof JsonNode y) {
      return x.equals(BY_VALUE, y);
    }
    return Objects.equals(a, b);
  }

  /** For people. */
  static String text(Object cell) {
    return Objects.toString(cell, "null");
  }
}
