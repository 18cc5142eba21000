package io.hearthwatch.retain;

import io.hearthwatch.retain.Removals.Amount;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Which pictures go: those that the ledger has accounted for, and that are too old or too many.
 *
 * <p>A picture stays whatever its age while no row of the ledger says what became of it, while an
 * event that stays shows it, where it was written anew since, or while another job that is catching
 * up on the same topic has yet to come to it.
 */
final class Pictures {
  private static final int AT_ONCE = 1000;

  private static final List<String> TABLES =
      List.of(
          "CREATE TEMP TABLE IF NOT EXISTS picture (uri text NOT NULL, bytes bigint NOT NULL,"
              + " modified timestamptz NOT NULL)",
          """
          CREATE TEMP TABLE IF NOT EXISTS known_picture (uri text NOT NULL, bytes bigint NOT NULL,
            camera_id text, taken_at timestamptz NOT NULL, stays boolean NOT NULL)
          """,
          """
          CREATE TEMP TABLE IF NOT EXISTS doomed_picture (uri text NOT NULL, bytes bigint NOT NULL,
            camera_id text, taken_at timestamptz NOT NULL, PRIMARY KEY (taken_at, uri))
          """,
          "TRUNCATE pg_temp.picture, pg_temp.known_picture, pg_temp.doomed_picture");

  /**
   * A rejected or late frame was never searched, but it never will be either. A file that was
   * written a day after its row, clocks aside, is not the picture that the row is about.
   */
  private static final String KNOWN =
      """
      INSERT INTO pg_temp.known_picture
      SELECT p.uri, p.bytes, min(k.camera_id), max(k.taken_at),
        bool_or(k.stays) OR p.modified > max(k.written_at) + interval '1 day'
      FROM pg_temp.picture p
      JOIN (
        SELECT uri, camera_id, captured_at AS taken_at, written_at, false AS stays
        FROM hearthwatch.frame
        WHERE outcome IN ('analysed', 'late', 'rejected') AND captured_at IS NOT NULL
        UNION ALL
        SELECT key_frame_uri, camera_id, window_start, written_at, window_end > coalesce(?::timestamptz, '-infinity')
        FROM hearthwatch.event) k ON k.uri = p.uri
      GROUP BY p.uri, p.bytes, p.modified
      """;

  /** Ledgers that were written within a week are those of jobs that may be behind. */
  private static final String AWAITED =
      """
      WITH live AS (
        SELECT f.result_version, f.kafka_topic, f.kafka_partition
        FROM hearthwatch.frame f
        JOIN hearthwatch.result_version v ON v.name = f.result_version AND v.status = 'active'
        GROUP BY f.result_version, f.kafka_topic, f.kafka_partition
        HAVING max(f.written_at) > now() - interval '7 days')
      UPDATE pg_temp.known_picture k SET stays = true
      FROM hearthwatch.frame f
      JOIN live l ON l.kafka_topic = f.kafka_topic AND l.kafka_partition = f.kafka_partition
        AND l.result_version <> f.result_version
      CROSS JOIN LATERAL (
        SELECT o.kafka_offset + o.offset_count AS past
        FROM hearthwatch.frame o
        WHERE o.result_version = l.result_version AND o.kafka_topic = l.kafka_topic
          AND o.kafka_partition = l.kafka_partition AND o.kafka_offset <= f.kafka_offset
        ORDER BY o.kafka_offset DESC LIMIT 1) own
      WHERE f.uri = k.uri AND own.past <= f.kafka_offset
      """;

  private static final String DOOMED =
      """
      INSERT INTO pg_temp.doomed_picture
      SELECT uri, bytes, camera_id, taken_at
      FROM (
        SELECT *,
          (SELECT coalesce(sum(bytes), 0) FROM pg_temp.picture) - coalesce(sum(bytes) OVER (
            ORDER BY taken_at, uri ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS kept
        FROM pg_temp.known_picture WHERE NOT stays) k
      WHERE taken_at < coalesce(?::timestamptz, '-infinity') OR kept > coalesce(?::bigint, kept)
      """;

  private final Session session;
  private final PictureFiles files;

  Pictures(Session session, Path directory, Consumer<String> problems) throws IOException {
    this.session = session;
    this.files = new PictureFiles(directory, problems);
  }

  /**
   * Decides, and changes nothing but temporary tables.
   *
   * @param takenBefore pictures taken earlier go; null for none
   * @param maxBytes the oldest go until so many bytes are left; null for no limit
   * @param eventsUntil events whose window ended by then do not keep their picture; null for none
   */
  void choose(Instant takenBefore, Long maxBytes, Instant eventsUntil)
      throws IOException, SQLException {
    for (String table : TABLES) {
      session.execute(table);
    }
    find();
    session.execute("ANALYZE pg_temp.picture");
    session.execute(KNOWN, eventsUntil);
    session.execute("ANALYZE pg_temp.known_picture");
    session.execute(AWAITED);
    session.execute(DOOMED, takenBefore, maxBytes);
  }

  private void find() throws IOException, SQLException {
    List<String> uris = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    List<String> modified = new ArrayList<>();
    try {
      files.find(
          (uri, bytes, time) -> {
            uris.add(uri);
            sizes.add(bytes);
            modified.add(time.toString());
            if (uris.size() == AT_ONCE) {
              note(uris, sizes, modified);
            }
          });
      note(uris, sizes, modified);
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void note(List<String> uris, List<Long> sizes, List<String> modified) throws IOException {
    Connection connection = session.connection();
    try {
      session.execute(
          "INSERT INTO pg_temp.picture SELECT * FROM unnest(?::text[], ?::bigint[],"
              + " ?::timestamptz[])",
          connection.createArrayOf("text", uris.toArray()),
          connection.createArrayOf("bigint", sizes.toArray()),
          connection.createArrayOf("text", modified.toArray()));
    } catch (SQLException e) {
      throw new IOException("the database does not take the names of the files", e);
    }
    uris.clear();
    sizes.clear();
    modified.clear();
  }

  void tallyChosen(Removals removals) throws SQLException {
    session.tally(
        removals,
        "picture",
        """
        SELECT camera_id, count(*), sum(bytes), min(taken_at), max(taken_at)
        FROM pg_temp.doomed_picture GROUP BY camera_id
        """);
  }

  /**
   * When the oldest picture was taken that could have gone, but stays; null if there is none. Were
   * the ledger's rows of such pictures removed, nothing would ever account for them again.
   */
  Instant oldestStaying() throws SQLException {
    return session.moment(
        """
        SELECT min(taken_at) FROM pg_temp.known_picture k
        WHERE NOT stays AND NOT EXISTS (
          SELECT FROM pg_temp.doomed_picture d WHERE d.taken_at = k.taken_at AND d.uri = k.uri)
        """);
  }

  private record Doomed(String uri, long bytes, String camera, OffsetDateTime takenAt) {}

  /** Deletes what was chosen, the oldest first, until told to stop. */
  void remove(Removals removed, BooleanSupplier stop) throws SQLException {
    Doomed last = new Doomed("", 0, null, OffsetDateTime.MIN);
    List<Doomed> next = after(last);
    while (!next.isEmpty()) {
      for (Doomed picture : next) {
        if (stop.getAsBoolean()) {
          return;
        }
        if (files.delete(picture.uri, picture.bytes)) {
          Instant takenAt = picture.takenAt.toInstant();
          removed.add(
              "picture",
              picture.camera == null ? "" : picture.camera,
              new Amount(1, picture.bytes, takenAt, takenAt));
        }
        last = picture;
      }
      next = after(last);
    }
  }

  private List<Doomed> after(Doomed last) throws SQLException {
    return session.query(
        """
        SELECT uri, bytes, camera_id, taken_at FROM pg_temp.doomed_picture
        WHERE (taken_at, uri) > (?, ?) ORDER BY taken_at, uri LIMIT 1000
        """,
        rows -> {
          List<Doomed> pictures = new ArrayList<>();
          while (rows.next()) {
            pictures.add(
                new Doomed(
                    rows.getString(1),
                    rows.getLong(2),
                    rows.getString(3),
                    rows.getObject(4, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC)));
          }
          return pictures;
        },
        last.takenAt,
        last.uri);
  }
}
