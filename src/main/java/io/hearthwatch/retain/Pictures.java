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
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Which pictures go: those that the ledger has accounted for, and that are too old or too many.
 *
 * <p>A picture stays whatever its age while no row of the ledger says what became of it, while an
 * event that stays shows it, where it was written anew since, or while another job that is catching
 * up on the same topic has yet to come to it. And a row says something only once it is settled,
 * with its batch: a job that is restored from before reads the picture again, and would put a
 * rejection in place of what it had found.
 */
final class Pictures {
  private static final int AT_ONCE = 1000;

  private static final List<String> TABLES =
      List.of(
          "CREATE TEMP TABLE IF NOT EXISTS picture (uri text NOT NULL, bytes bigint NOT NULL,"
              + " modified timestamptz NOT NULL)",
          """
          CREATE TEMP TABLE IF NOT EXISTS known_picture (uri text NOT NULL, bytes bigint NOT NULL,
            modified timestamptz NOT NULL, camera_id text, taken_at timestamptz NOT NULL, stays boolean NOT NULL)
          """,
          """
          CREATE TEMP TABLE IF NOT EXISTS doomed_picture (uri text NOT NULL, bytes bigint NOT NULL,
            modified timestamptz NOT NULL, camera_id text, taken_at timestamptz NOT NULL, PRIMARY KEY (taken_at, uri))
          """,
          "TRUNCATE pg_temp.picture, pg_temp.known_picture, pg_temp.doomed_picture");

  /**
   * A rejected, late or shed frame was never searched, but it never will be either; the capture
   * time of one without a batch may be what was wrong with it, so its age is the record's. A file
   * that was written a day after its row, clocks aside, is not the picture that the row is about.
   */
  private static final String KNOWN =
      """
      WITH moment AS (SELECT ?::timestamptz AS settled, ?::timestamptz AS events_until)
      INSERT INTO pg_temp.known_picture
      SELECT p.uri, p.bytes, p.modified, min(k.camera_id), max(k.taken_at),
        bool_or(k.stays) OR p.modified > max(k.written_at) + interval '1 day'
      FROM pg_temp.picture p
      JOIN (
        SELECT f.uri, f.camera_id, CASE WHEN f.batch_id IS NULL THEN %s ELSE f.captured_at END AS taken_at,
          f.written_at, f.written_at >= m.settled OR (f.batch_id IS NOT NULL
            AND coalesce(b.written_at, 'infinity') >= m.settled) AS stays
        FROM hearthwatch.frame f
        LEFT JOIN hearthwatch.batch b ON b.id = f.batch_id
        CROSS JOIN moment m
        WHERE f.outcome IN ('analysed', 'late', 'rejected', 'shed') AND f.captured_at IS NOT NULL
        UNION ALL
        SELECT e.key_frame_uri, e.camera_id, e.window_start, e.written_at,
          e.window_end > coalesce(m.events_until, '-infinity') OR e.written_at >= m.settled
        FROM hearthwatch.event e
        CROSS JOIN moment m) k ON k.uri = p.uri
      GROUP BY p.uri, p.bytes, p.modified
      """
          .formatted(LooseRecords.RECORDED);

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
        SELECT o.kafka_offset + o.offset_count AS past, o.written_at
        FROM hearthwatch.frame o
        WHERE o.result_version = l.result_version AND o.kafka_topic = l.kafka_topic
          AND o.kafka_partition = l.kafka_partition AND o.kafka_offset <= f.kafka_offset
        ORDER BY o.kafka_offset DESC LIMIT 1) own
      WHERE f.uri = k.uri AND (own.past <= f.kafka_offset OR own.written_at >= ?)
      """;

  private static final String DOOMED =
      """
      INSERT INTO pg_temp.doomed_picture
      SELECT uri, bytes, modified, camera_id, taken_at
      FROM (
        SELECT *,
          (SELECT coalesce(sum(bytes), 0) FROM pg_temp.picture) - coalesce(sum(bytes) OVER (
            ORDER BY taken_at, uri ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS kept
        FROM pg_temp.known_picture WHERE NOT stays) k
      WHERE taken_at < coalesce(?::timestamptz, '-infinity') OR kept > coalesce(?::bigint, kept)
      """;

  /** Bytes of the files that no rule takes away. */
  private static final String STAYING =
      """
      SELECT (SELECT coalesce(sum(bytes), 0) FROM pg_temp.picture)
        - (SELECT coalesce(sum(bytes), 0) FROM pg_temp.known_picture WHERE NOT stays)
      """;

  private static final String NONE_FOUND_OF_SOME =
      """
      SELECT NOT EXISTS (SELECT FROM pg_temp.known_picture) AND (
        EXISTS (SELECT FROM hearthwatch.frame WHERE outcome = 'analysed' AND uri LIKE 'file:%')
        OR EXISTS (SELECT FROM hearthwatch.event WHERE key_frame_uri LIKE 'file:%'))
      """;

  private final Session session;
  private final Path directory;
  private final PictureFiles files;
  private final Consumer<String> problems;

  Pictures(Session session, Path directory, Consumer<String> problems) throws IOException {
    this.session = session;
    this.directory = directory;
    this.files = new PictureFiles(directory, problems);
    this.problems = problems;
  }

  /**
   * Decides, and changes nothing but temporary tables.
   *
   * @param takenBefore pictures taken earlier go; null for none
   * @param maxBytes the oldest go until so many bytes are left; null for no limit
   * @param eventsUntil events whose window ended by then do not keep their picture; null for none
   * @param settled rows that were written since keep their picture
   * @throws IOException when the directory cannot be looked through, or holds none of the pictures
   *     that the ledger knows: then it is another one, or its disk is away
   */
  void choose(Instant takenBefore, Long maxBytes, Instant eventsUntil, Instant settled)
      throws IOException, SQLException {
    for (String table : TABLES) {
      session.execute(table);
    }
    find();
    session.execute("ANALYZE pg_temp.picture");
    session.execute(KNOWN, settled, eventsUntil);
    session.execute("ANALYZE pg_temp.known_picture");
    requireTheLedgersOwn();
    session.execute(AWAITED, settled);
    session.execute(DOOMED, takenBefore, attainable(maxBytes));
  }

  /** Rows whose pictures seem to be gone could go: nothing would account for the files again. */
  private void requireTheLedgersOwn() throws IOException, SQLException {
    if (session.query(NONE_FOUND_OF_SOME, row -> row.next() && row.getBoolean(1))) {
      throw new IOException(
          "--frames %s holds none of the pictures that the ledger knows, so nothing was removed: mount its disk, or give the path that the job reads them under; if all of them are gone for good, leave --frames out"
              .formatted(directory));
    }
  }

  /** The limit; null if it cannot be kept, as all pictures that may go would, and for nothing. */
  private Long attainable(Long maxBytes) throws SQLException {
    if (maxBytes == null) {
      return null;
    }
    long staying = session.number(STAYING);
    if (staying <= maxBytes) {
      return maxBytes;
    }
    problems.accept(
        "%s cannot be brought down to --frames-max-bytes %d: %d bytes in it are pictures that must stay (of events, or not accounted for yet), so none was removed for the limit; raise it"
            .formatted(directory, maxBytes, staying));
    return null;
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

  /**
   * Cameras whose rows must stay because their disk may be away; after {@link #choose}.
   *
   * @param takenBefore as there
   * @param notes told of each folder
   */
  Set<String> camerasAway(Instant takenBefore, Consumer<String> notes)
      throws IOException, SQLException {
    return new AwayDisks(session, files.uri(), notes).cameras(takenBefore);
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

  private record Doomed(
      String uri, long bytes, Instant modified, String camera, OffsetDateTime takenAt) {}

  /** Deletes what was chosen, the oldest first, until told to stop. */
  void remove(Removals removed, BooleanSupplier stop) throws SQLException {
    Doomed last = new Doomed("", 0, null, null, OffsetDateTime.MIN);
    List<Doomed> next = after(last);
    while (!next.isEmpty()) {
      for (Doomed picture : next) {
        if (stop.getAsBoolean()) {
          return;
        }
        if (files.delete(picture.uri, picture.bytes, picture.modified)) {
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
        SELECT uri, bytes, modified, camera_id, taken_at FROM pg_temp.doomed_picture
        WHERE (taken_at, uri) > (?, ?) ORDER BY taken_at, uri LIMIT 1000
        """,
        rows -> {
          List<Doomed> pictures = new ArrayList<>();
          while (rows.next()) {
            pictures.add(
                new Doomed(
                    rows.getString(1),
                    rows.getLong(2),
                    rows.getObject(3, OffsetDateTime.class).toInstant(),
                    rows.getString(4),
                    rows.getObject(5, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC)));
          }
          return pictures;
        },
        last.takenAt,
        last.uri);
  }
}
