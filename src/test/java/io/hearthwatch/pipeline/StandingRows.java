package io.hearthwatch.pipeline;

import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Which rows stood in the tables at a savepoint: what lies before it, and a restored job does not
 * write again. Kept as keys only, one per line, so that a change of the tables leaves it valid:
 *
 * <pre>
 * frame &lt;partition&gt; &lt;offset&gt;
 * batch &lt;camera&gt; &lt;window start&gt; &lt;revision&gt;
 * </pre>
 */
record StandingRows(List<String> keys) {
  private static final String FRAME = "concat_ws(' ', 'frame', kafka_partition, kafka_offset)";
  private static final String BATCH =
      "concat_ws(' ', 'batch', camera_id, extract(epoch FROM window_start)::bigint, revision)";

  /** Those of a database whose job has stopped. */
  static StandingRows in(Connection connection) throws SQLException {
    return new StandingRows(
        Rows.query(
            connection,
            "SELECT "
                + FRAME
                + " AS key, kafka_partition, kafka_offset FROM hearthwatch.frame UNION ALL SELECT "
                + BATCH
                + ", 1000, 0 FROM hearthwatch.batch ORDER BY 2, 3, 1"));
  }

  static StandingRows read(Path file) throws IOException {
    return new StandingRows(Files.readAllLines(file));
  }

  void write(Path file) throws IOException {
    Files.writeString(file, String.join("\n", keys) + "\n");
  }

  /**
   * Takes a finished run's tables back to the savepoint, by deleting all that did not stand then. A
   * batch that stood at a lower revision goes too: the job that is restored has to write it.
   */
  void keepOnlyThese(Connection connection) throws SQLException {
    delete(connection, "DELETE FROM hearthwatch.frame WHERE NOT " + FRAME + " = ANY (?)");
    delete(connection, "DELETE FROM hearthwatch.batch WHERE NOT " + BATCH + " = ANY (?)");
    Rows.execute(
        connection,
        "DELETE FROM hearthwatch.event WHERE batch_id NOT IN (SELECT id FROM hearthwatch.batch)");
    Rows.execute(
        connection,
        "DELETE FROM hearthwatch.detection WHERE frame_id NOT IN"
            + " (SELECT frame_id FROM hearthwatch.frame WHERE outcome = 'analysed')");
  }

  private void delete(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      statement.executeUpdate();
    }
  }
}
