package io.hearthwatch.export;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes rows of one form to one stream. Not safe to share between threads.
 *
 * <p>There is no {@code close}: what ends by a failure must not look like a whole file, so its
 * stream is left without an end.
 */
interface RowWriter {

  /** Writes the result's present row. */
  void write(ResultSet row) throws IOException, SQLException;

  /** Writes what belongs behind the last row, and closes the stream. */
  void finish() throws IOException;
}
