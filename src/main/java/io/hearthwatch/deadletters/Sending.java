package io.hearthwatch.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One time that a record was sent again.
 *
 * @param id stands in its headers
 * @param requestedAt when it was asked for
 * @param requestedBy who did
 * @param sent whether the broker is known to have it
 * @param offset where it stands, in the partition of the record that it repeats; null when nobody
 *     knows
 * @param outcome what became of it; null when it is not accounted for yet
 * @param reason why, if it was rejected again
 * @param detail the same in a sentence
 */
public record Sending(
    String id,
    Instant requestedAt,
    String requestedBy,
    boolean sent,
    Long offset,
    String outcome,
    String reason,
    String detail) {

  static Sending of(ResultSet row) throws SQLException {
    return new Sending(
        row.getString(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getObject(4) != null,
        (Long) row.getObject(5),
        row.getString(6),
        row.getString(7),
        row.getString(8));
  }
}
