/**
 * Views of schema {@code bi} as files: rows come through a server-side cursor, a thousand at a
 * time, and leave as CSV or as compressed JSON lines, so that memory is bounded whatever the number
 * of rows.
 *
 * <p>{@link io.hearthwatch.export.Views} says what there is, {@link
 * io.hearthwatch.export.TimeRange} what part of it, {@link io.hearthwatch.export.ViewExport} moves
 * the rows, {@link io.hearthwatch.export.ExportFile} makes sure that a file is whole or not there.
 * The order of the rows is total: the same rows give the same bytes.
 *
 * <p>Plain JDBC and no state; needs no right but to read the views. For local commands only: no
 * class of this package is in the job jar.
 */
package io.hearthwatch.export;
