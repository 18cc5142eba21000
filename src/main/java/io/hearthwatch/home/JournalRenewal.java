package io.hearthwatch.home;

import io.hearthwatch.publish.CameraFolder;
import io.hearthwatch.publish.FormerJournal;
import io.hearthwatch.publish.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the publisher's journal anew: from the ledger, and from what can still be believed of the
 * journal itself, which alone remembers pictures whose rows were removed and which folder is which
 * camera. The rest the publisher reads back from the topic.
 *
 * <p>Whatever happens on the way, the old or the new one is there; the old one stays beside it as
 * {@code journal.old}.
 */
final class JournalRenewal {
  private static final int FETCH_SIZE = 1_000;

  /** The picture of an event stays when retention removes its frame's row; its batch stays too. */
  private static final String PUBLISHED =
      """
      SELECT camera_id, captured_at, uri FROM hearthwatch.frame
      WHERE camera_id IS NOT NULL AND captured_at IS NOT NULL AND uri IS NOT NULL
      UNION ALL
      SELECT camera_id, key_frame_captured_at, key_frame_uri FROM hearthwatch.batch
      WHERE key_frame_captured_at IS NOT NULL AND key_frame_uri IS NOT NULL
      """;

  private record Folder(String name, Instant capturedAt) {}

  private final Path journal;
  private final Path watched;
  private final Map<String, Folder> folders = new HashMap<>();

  /**
   * @param journal nobody uses it now; need not exist
   * @param watched the cameras' directory, absolute, without symbolic links
   */
  JournalRenewal(Path journal, Path watched) {
    this.journal = journal;
    this.watched = watched;
  }

  /**
   * Puts a new journal in the old one's place.
   *
   * @param kept by partition, the offset before which every record is in the topic or accounted for
   */
  void write(Connection connection, String topic, String topicId, Map<Integer, Long> kept)
      throws IOException, SQLException {
    Files.createDirectories(journal.getParent());
    Path unready = journal.resolveSibling("journal.renewed");
    Files.deleteIfExists(unready);
    try (Journal renewed = Journal.open(unready, topic, topicId)) {
      copyLedger(connection, renewed);
      // The last word on a camera's folder counts, and the journal knows better than pictures.
      folders.forEach((cameraId, folder) -> renewed.belongs(cameraId, folder.name));
      FormerJournal.copy(journal, kept, renewed);
      renewed.sync();
    }
    if (Files.exists(journal)) {
      Files.copy(
          journal, journal.resolveSibling("journal.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(unready, journal, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.force(journal.getParent());
  }

  private void copyLedger(Connection connection, Journal renewed) throws IOException, SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select = connection.prepareStatement(PUBLISHED)) {
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet row = select.executeQuery()) {
        for (long rows = 1; row.next(); rows++) {
          copyFrame(
              row.getString("camera_id"),
              row.getTimestamp("captured_at").toInstant(),
              row.getString("uri"),
              renewed);
          if (rows % FETCH_SIZE == 0) {
            // What is not written yet is held in memory.
            renewed.sync();
          }
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void copyFrame(String cameraId, Instant capturedAt, String uri, Journal renewed) {
    if (renewed.contains(uri)) {
      return;
    }
    renewed.known(cameraId, capturedAt, uri);
    CameraFolder.of(watched, cameraId, uri)
        .ifPresent(
            name ->
                folders.merge(
                    cameraId,
                    new Folder(name, capturedAt),
                    (a, b) -> b.capturedAt.isAfter(a.capturedAt) ? b : a));
  }
}
