package io.hearthwatch.export;

/**
 * One view of schema {@code bi}.
 *
 * @param name without the schema
 * @param timeColumn the {@code timestamptz} column that bounds and orders its rows
 * @param columns number of its columns
 */
public record View(String name, String timeColumn, int columns) {}
