package io.hearthwatch.export;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One column of the rows that are exported.
 *
 * @param name its name
 * @param index its place in the result, from 1
 * @param kind how its values are written
 */
record Column(String name, int index, Kind kind) {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  /** What a value is, as far as files tell values apart. */
  enum Kind {
    /** Exact decimal, no exponent. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** ISO 8601 in UTC with microseconds and {@code Z}. */
    MOMENT,
    /** ISO 8601 with microseconds, without zone. */
    LOCAL_TIME,
    /** A JSON value as the database writes it, in one line. */
    JSON,
    /** Everything else, as the database writes it. */
    TEXT;

    private static Kind of(String postgresType) {
      return switch (postgresType) {
        case "int2", "int4", "int8", "numeric", "float4", "float8" -> NUMBER;
        case "bool" -> BOOLEAN;
        case "timestamptz" -> MOMENT;
        case "timestamp" -> LOCAL_TIME;
        case "json", "jsonb" -> JSON;
        default -> TEXT;
      };
    }
  }

  /** The columns of a result, in order. */
  static List<Column> of(ResultSetMetaData result) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      columns.add(new Column(result.getColumnLabel(i), i, Kind.of(result.getColumnTypeName(i))));
    }
    return columns;
  }

  /** The value in the present row as text, in the form that {@link #kind} names; null for NULL. */
  String text(ResultSet row) throws SQLException {
    return switch (kind) {
      case NUMBER -> {
        BigDecimal number = row.getBigDecimal(index);
        yield number == null ? null : number.toPlainString();
      }
      case BOOLEAN -> {
        boolean value = row.getBoolean(index);
        yield row.wasNull() ? null : Boolean.toString(value);
      }
      case MOMENT -> {
        OffsetDateTime moment = row.getObject(index, OffsetDateTime.class);
        yield moment == null
            ? null
            : MICROS.format(moment.withOffsetSameInstant(ZoneOffset.UTC)) + "Z";
      }
      case LOCAL_TIME -> {
        LocalDateTime time = row.getObject(index, LocalDateTime.class);
        yield time == null ? null : MICROS.format(time);
      }
      case JSON, TEXT -> row.getString(index);
    };
  }
}
