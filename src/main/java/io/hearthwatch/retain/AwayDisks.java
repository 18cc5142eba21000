package io.hearthwatch.retain;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which cameras' pictures may only seem to be gone, because the disk that is mounted at their
 * folder is away: the ledger knows pictures below the folder, and not one is there. Were their rows
 * removed, nothing would ever account for the files again when the disk is back.
 *
 * <p>A folder whose pictures were all old enough for an earlier retention to have taken them is not
 * away, it is empty. One that is not there at all is away: retention leaves a camera its folder.
 */
final class AwayDisks {
  /** Folders of which the ledger knows pictures, and none was found. */
  private static final String UNSEEN =
      """
      SELECT folder, array_agg(DISTINCT camera_id), max(taken_at)
      FROM (
        SELECT split_part(substr(uri, length(r.root) + 1), '/', 1) AS folder, camera_id, taken_at
        FROM (
          SELECT uri, camera_id, captured_at AS taken_at FROM hearthwatch.frame
          WHERE outcome = 'analysed'
          UNION ALL
          SELECT key_frame_uri, camera_id, 'infinity' FROM hearthwatch.event) k
        CROSS JOIN (SELECT ?::text AS root) r
        WHERE starts_with(uri, r.root) AND strpos(substr(uri, length(r.root) + 1), '/') > 0) known
      WHERE NOT EXISTS (
        SELECT FROM pg_temp.picture p WHERE starts_with(p.uri, ? || known.folder || '/'))
      GROUP BY folder ORDER BY folder
      """;

  private final Session session;
  private final String root;
  private final Consumer<String> notes;

  /**
   * @param root URI of the pictures' directory, as the ledger spells it, ending in a slash
   * @param notes told of each folder
   */
  AwayDisks(Session session, String root, Consumer<String> notes) {
    this.session = session;
    this.root = root;
    this.notes = notes;
  }

  /**
   * Cameras whose rows must stay; after the pictures were looked for.
   *
   * @param takenBefore pictures taken earlier may have gone by the rules; null where no age rules
   */
  Set<String> cameras(Instant takenBefore) throws SQLException {
    return session.query(
        UNSEEN,
        rows -> {
          Set<String> cameras = new TreeSet<>();
          while (rows.next()) {
            Path folder = Path.of(URI.create(root + rows.getString(1)));
            String newest = rows.getString(3);
            boolean expected =
                takenBefore == null
                    || newest.equals("infinity")
                    || !rows.getTimestamp(3).toInstant().isBefore(takenBefore);
            if (expected || !Files.isDirectory(folder)) {
              List<String> away = List.of((String[]) rows.getArray(2).getArray());
              cameras.addAll(away);
              notes.accept(
                  "%s holds none of the pictures that the ledger knows there, so the rows of %s stay: mount its disk; if all of them are gone for good, remove the rows by a run without --frames"
                      .formatted(folder, String.join(", ", away)));
            }
          }
          return cameras;
        },
        root,
        root);
  }
}
