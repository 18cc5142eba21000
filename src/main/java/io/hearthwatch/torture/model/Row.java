package io.hearthwatch.torture.model;

import java.util.Map;

/**
 * A row as it must be.
 *
 * @param table name of the table
 * @param key of the row, as differences name it
 * @param columns values by column: text, truth, instants, numbers, JSON, null; or {@link #ANYTHING}
 *     for what must be there and is not foretold. Columns that are not there may be anything
 * @param undecided whether it stands on a frame of which more than one outcome is right
 */
public record Row(String table, String key, Map<String, Object> columns, boolean undecided) {
  /** Some value, but not null. */
  public static final Object ANYTHING = "anything";
}
