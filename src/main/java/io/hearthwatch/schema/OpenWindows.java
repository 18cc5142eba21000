package io.hearthwatch.schema;

import io.hearthwatch.text.Count;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The windows that are not closed: what came last of each camera, in every database that a job
 * writes. Worth a line, and no contradiction.
 *
 * @param windows how many
 * @param cameras of which cameras, the first of them by name
 * @param moreCameras how many cameras besides
 * @param events how many of the windows have an event
 * @param stages of those events: interim, provisional
 * @param list the windows in words, those of each camera by time, the first of them
 */
public record OpenWindows(
    long windows,
    List<String> cameras,
    long moreCameras,
    long events,
    List<String> stages,
    List<String> list) {
  private static final int MOST_CAMERAS = 6;
  private static final int MOST_LISTED = 1000;

  private static final String WINDOWS =
      """
      WITH still_open AS (
        SELECT b.result_version, b.camera_id, b.window_start AS since, e.stage AS event_stage,
          format('window from %s: %s, based on %s frames%s, ended %s ago', b.window_start, b.stage,
            b.revision, ', event ' || e.id, date_trunc('second', now() - b.window_end)) AS what
        FROM hearthwatch.batch b
        LEFT JOIN hearthwatch.event e ON e.batch_id = b.id
        WHERE b.stage <> 'closed'
        UNION ALL
        SELECT f.result_version, f.camera_id, min(f.captured_at), NULL,
          format('%s frames from %s to %s, no row yet',
            count(*), min(f.captured_at), max(f.captured_at))
        FROM hearthwatch.frame f
        LEFT JOIN hearthwatch.batch b ON b.id = f.batch_id
        WHERE f.batch_id IS NOT NULL AND b.id IS NULL
        GROUP BY f.result_version, f.camera_id, f.batch_id)
      """;

  private static final String SUM =
      """
      SELECT count(*) AS windows, count(event_stage) AS events,
        coalesce(array_remove(array_agg(DISTINCT event_stage), NULL), '{}') AS stages,
        count(DISTINCT camera_id) AS cameras
      FROM still_open
      """;

  /** Asks a database whose tables are the expected ones. */
  static OpenWindows in(Connection connection) throws SQLException {
    List<String> cameras =
        texts(
            connection,
            "SELECT DISTINCT camera_id FROM still_open ORDER BY 1 LIMIT " + MOST_CAMERAS);
    List<String> list =
        texts(
            connection,
            "SELECT format('%s camera %s, %s', result_version, camera_id, what) FROM still_open"
                + " ORDER BY result_version, camera_id, since LIMIT "
                + MOST_LISTED);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WINDOWS + SUM)) {
      row.next();
      String[] stages = (String[]) row.getArray("stages").getArray();
      return new OpenWindows(
          row.getLong("windows"),
          cameras,
          row.getLong("cameras") - cameras.size(),
          row.getLong("events"),
          List.of(stages),
          list);
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WINDOWS + sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  /** All of them in one sentence; empty when there are none. */
  String sentence() {
    return windows == 0
        ? ""
        : "%s %s still open, of %s %s%s: %s"
            .formatted(
                Count.of(windows, "window"),
                windows == 1 ? "is" : "are",
                cameras.size() + moreCameras == 1 ? "camera" : "cameras",
                String.join(", ", cameras),
                moreCameras == 0 ? "" : " and %d more".formatted(moreCameras),
                aboutEvents());
  }

  private String aboutEvents() {
    if (events == 0) {
      return windows == 1 ? "it has no event yet" : "none has an event yet";
    }
    String whose = windows == 1 ? "its" : "their";
    String how = String.join(" or ", new TreeSet<>(stages));
    String which =
        events == 1
            ? "%s event is".formatted(events == windows ? whose : whose + " one")
            : "%s%s events are".formatted(whose, events == windows ? "" : " " + events);
    return "%s %s until %s".formatted(which, how, windows == 1 ? "it closes" : "they close");
  }
}
