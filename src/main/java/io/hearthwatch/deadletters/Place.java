package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * A place in the order in which rejected records are worked off: by time of arrival, then by where
 * they stand.
 *
 * @param recordedAt timestamp of the record
 * @param at where it stands
 */
record Place(OffsetDateTime recordedAt, RecordCoordinates at) {
  private static final String ORDER =
      "(l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset) %s (?, ?, ?, ?)";

  /** Reads timestamp, topic, partition and offset. */
  static Place of(ResultSet row) throws SQLException {
    return new Place(
        row.getObject(1, OffsetDateTime.class),
        new RecordCoordinates(row.getString(2), row.getInt(3), row.getLong(4)));
  }

  /** Only those behind this. The times are said again: with two bounds they tell the planner. */
  void before(LetterFilter.Condition condition) {
    condition.and("l.recorded_at >= ?", recordedAt);
    condition.and(ORDER.formatted(">"), recordedAt, at.topic(), at.partition(), at.offset());
  }

  /** Only those that are not behind this. */
  void notBehind(LetterFilter.Condition condition) {
    condition.and("l.recorded_at <= ?", recordedAt);
    condition.and(ORDER.formatted("<="), recordedAt, at.topic(), at.partition(), at.offset());
  }
}
