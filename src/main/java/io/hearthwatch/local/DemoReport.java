package io.hearthwatch.local;

import io.hearthwatch.deadletters.Printable;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.AuditReport;
import io.hearthwatch.text.Count;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what a demonstration left in the tables. */
final class DemoReport {
  private static final DateTimeFormatter FROM = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
  private static final int MOST_EVENTS = 60;
  private static final int MOST_REJECTED = 5;
  private static final String REJECTED =
      "SELECT uri, reason, detail, count(*) OVER () AS rejected FROM hearthwatch.frame"
          + " WHERE outcome = 'rejected'";

  private final Connection connection;
  private final ZoneId zone;
  private final PrintWriter out;

  DemoReport(Connection connection, ZoneId zone, PrintWriter out) {
    this.connection = connection;
    this.zone = zone;
    this.out = out;
  }

  /** The events in order of time. */
  void printEvents() throws SQLException {
    out.printf("%nEvents (times in %s)%n", zone);
    out.printf(
        "  %-14s  %-14s  %-8s  %5s  %s%n", "window from", "camera", "level", "score", "summary");
    try (Statement statement = connection.createStatement();
        ResultSet event =
            statement.executeQuery(
                "SELECT window_start, camera_id, level, score, stage, summary,"
                    + " count(*) OVER () AS events"
                    + " FROM hearthwatch.event ORDER BY window_start, camera_id LIMIT "
                    + MOST_EVENTS)) {
      long printed = 0;
      long events = 0;
      while (event.next()) {
        printed++;
        events = event.getLong("events");
        out.printf(
            "  %-14s  %-14s  %-8s  %5d  %s%s%n",
            FROM.format(event.getTimestamp("window_start").toInstant().atZone(zone)),
            event.getString("camera_id"),
            event.getString("level"),
            event.getInt("score"),
            event.getString("summary"),
            event.getString("stage").equals("closed") ? "" : " (" + event.getString("stage") + ")");
      }
      if (printed == 0) {
        out.println("  none: nothing that is watched was seen");
      } else if (printed < events) {
        out.printf("  … and %d more%n", events - printed);
      }
    }
    printQuietCameras();
  }

  /** A camera that is missing from the events may have seen nothing, or be too strictly judged. */
  private void printQuietCameras() throws SQLException {
    List<String> quiet = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet camera =
            statement.executeQuery(
                "SELECT camera_id FROM hearthwatch.batch EXCEPT"
                    + " SELECT camera_id FROM hearthwatch.event ORDER BY camera_id")) {
      while (camera.next()) {
        quiet.add(camera.getString("camera_id"));
      }
    }
    if (!quiet.isEmpty()) {
      out.printf(
          "  no event from %s: nothing that is watched, as sure as detect.confidence asks%n",
          String.join(", ", quiet));
    }
  }

  /** How far the windows are, in the words of the tables. */
  void printWindows() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FILTER (WHERE stage = 'closed') AS closed,"
                    + " count(*) FILTER (WHERE stage <> 'closed') AS interim"
                    + " FROM hearthwatch.batch")) {
      row.next();
      out.printf(
          "%n  %s closed, as later pictures came; %d interim: the last of a camera, with all"
              + " pictures so far%n",
          Count.of(row.getLong("closed"), "window"), row.getLong("interim"));
    }
  }

  /** Every record's outcome, and what the audit says. */
  boolean printAccounting(long published) throws SQLException {
    out.printf("%nAccounting%n  %s published%n", Count.of(published, "frame"));
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT outcome, reason, sum(offset_count) AS records FROM hearthwatch.frame"
                    + " GROUP BY outcome, reason ORDER BY records DESC, outcome, reason")) {
      while (row.next()) {
        String reason = row.getString("reason");
        out.printf(
            Locale.ROOT,
            "  %d %s%s%n",
            row.getLong("records"),
            row.getString("outcome"),
            reason == null ? "" : " (" + reason + ")");
      }
    }
    printRejected();
    AuditReport audit = Audit.run(connection);
    out.println("  " + (audit.clean() ? "audit: no violations" : audit.text()));
    return audit.clean();
  }

  private void printRejected() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet frame =
            statement.executeQuery(
                REJECTED + " ORDER BY captured_at, camera_id LIMIT " + MOST_REJECTED)) {
      long all = 0;
      long printed = 0;
      while (frame.next()) {
        printed++;
        all = frame.getLong("rejected");
        out.printf(
            "    %s: %s, %s%n",
            file(frame.getString("uri")), frame.getString("reason"), frame.getString("detail"));
      }
      if (printed < all) {
        out.printf(
            "    … and %d more; all of them: SELECT uri, reason, detail FROM hearthwatch.frame WHERE"
                + " outcome = 'rejected';%n",
            all - printed);
      }
    }
  }

  /** The path as a shell takes it, not as a reference spells it. */
  private static String file(String uri) {
    return uri != null && uri.startsWith("file:///")
        ? Printable.text(Path.of(URI.create(uri)).toString())
        : uri;
  }
}
