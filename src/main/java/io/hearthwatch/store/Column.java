package io.hearthwatch.store;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One column as a statement writes it: name, type and value stand side by side, so that no list of
 * names can drift from a list of parameters.
 *
 * @param name column name
 * @param type Postgres type that the parameter is cast to
 * @param value what to store of a row: a scalar that the driver knows, or null
 * @param <T> the row
 */
record Column<T>(String name, String type, Function<T, Object> value) {

  /** {@code ?::type AS name, …}: the parameters as columns of a common table expression. */
  static <T> String parameters(List<Column<T>> columns) {
    return columns.stream()
        .map(column -> "?::" + column.type() + " AS " + column.name())
        .collect(Collectors.joining(", "));
  }

  /** {@code name, …}. */
  static <T> String names(List<Column<T>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** {@code name = EXCLUDED.name, …}: what an upsert does to the row that is there. */
  static String assignments(List<String> names) {
    return names.stream()
        .map(name -> name + " = EXCLUDED." + name)
        .collect(Collectors.joining(", "));
  }
}
