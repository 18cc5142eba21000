package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One rejected record, and what became of it since.
 *
 * @param at where it stands
 * @param recordedAt timestamp of the record
 * @param cameraId null when the record did not say it validly
 * @param capturedAt null when the record did not say it validly
 * @param reason why it was rejected, by its code
 * @param detail the same in a sentence; may be null
 * @param state where it stands now
 * @param attempts how many records of it were rejected
 * @param firstFailedAt when the job read it
 * @param lastFailedAt when the job read the last of its records that was rejected
 * @param requeuedAt when it was last sent again; null if never
 * @param requeuedBy who did
 * @param successor the record that repeats it; null when the ledger has none
 * @param discard who is done with it; null when nobody is
 * @param uri where the picture should be; null when the record did not say it validly
 * @param frameId null when the record holds no valid reference
 * @param batchId null unless it was admitted
 */
public record Letter(
    RecordCoordinates at,
    Instant recordedAt,
    String cameraId,
    Instant capturedAt,
    String reason,
    String detail,
    LetterState state,
    long attempts,
    Instant firstFailedAt,
    Instant lastFailedAt,
    Instant requeuedAt,
    String requeuedBy,
    Successor successor,
    Discarded discard,
    String uri,
    UUID frameId,
    UUID batchId) {

  /** A record that repeats another, and what became of it. */
  public record Successor(RecordCoordinates at, String outcome, String reason, String detail) {}

  /** That somebody is done with a record. */
  public record Discarded(Instant at, String by, String note) {}

  /** Reads a row of {@code bi.dead_letter}. */
  static Letter of(ResultSet row) throws SQLException {
    String topic = row.getString("kafka_topic");
    Instant discardedAt = instant(row, "discarded_at");
    return new Letter(
        new RecordCoordinates(topic, row.getInt("kafka_partition"), row.getLong("kafka_offset")),
        instant(row, "recorded_at"),
        row.getString("camera_id"),
        instant(row, "captured_at"),
        row.getString("reason"),
        row.getString("detail"),
        LetterState.of(row.getString("state")),
        row.getLong("attempts"),
        instant(row, "first_failed_at"),
        instant(row, "last_failed_at"),
        instant(row, "requeued_at"),
        row.getString("requeued_by"),
        row.getString("successor_outcome") == null
            ? null
            : new Successor(
                new RecordCoordinates(
                    topic, row.getInt("successor_partition"), row.getLong("successor_offset")),
                row.getString("successor_outcome"),
                row.getString("successor_reason"),
                row.getString("successor_detail")),
        discardedAt == null
            ? null
            : new Discarded(
                discardedAt, row.getString("discarded_by"), row.getString("discard_note")),
        row.getString("picture_uri"),
        row.getObject("frame_id", UUID.class),
        row.getObject("batch_id", UUID.class));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
