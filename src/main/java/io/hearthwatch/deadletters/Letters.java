package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads rejected records from the ledger. Not safe to share between threads. */
public final class Letters {
  private final Connection connection;

  /**
   * @param connection of a role that may read schemas {@code bi} and {@code hearthwatch}; stays the
   *     caller's
   */
  public Letters(Connection connection) {
    this.connection = connection;
  }

  /**
   * The set of results that is meant: the given one, or the only one there is.
   *
   * @throws IllegalArgumentException when it is not there, or there are several; lists them
   */
  public String resultVersion(String given) throws SQLException {
    List<String> names =
        query(
            "SELECT result_version FROM bi.result_version WHERE status = 'active' OR"
                + " result_version = ? ORDER BY 1",
            List.of(given == null ? "" : given),
            row -> row.getString(1));
    if (given == null ? names.size() == 1 : names.contains(given)) {
      return given == null ? names.get(0) : given;
    }
    throw new IllegalArgumentException(
        given == null
            ? names.isEmpty()
                ? "no job has written into this database yet"
                : "there are several result versions, name one with --result-version: "
                    + String.join(", ", names)
            : "there is no result version '%s', but %s"
                .formatted(given, names.isEmpty() ? "none at all" : String.join(", ", names)));
  }

  /** How many there are. */
  public long count(LetterFilter filter) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    return query(
            "SELECT count(*) FROM bi.dead_letter l WHERE " + condition.sql(),
            condition.parameters(),
            row -> row.getLong(1))
        .get(0);
  }

  /**
   * The newest.
   *
   * @param most no more than so many
   */
  public List<Letter> newest(LetterFilter filter, int most) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    return query(
        "SELECT * FROM bi.dead_letter l WHERE %s ORDER BY l.recorded_at DESC, l.kafka_partition, l.kafka_offset DESC LIMIT %d"
            .formatted(condition.sql(), most),
        condition.parameters(),
        Letter::of);
  }

  /**
   * The oldest that are behind another in (recorded at, topic, partition, offset).
   *
   * @param last null to begin
   * @param most no more than so many
   */
  List<Letter> oldestAfter(LetterFilter filter, Letter last, int most) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    if (last != null) {
      condition.and(
          "(l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset) > (?, ?, ?, ?)",
          last.recordedAt().atOffset(ZoneOffset.UTC),
          last.at().topic(),
          last.at().partition(),
          last.at().offset());
    }
    return query(
        "SELECT * FROM bi.dead_letter l WHERE %s ORDER BY l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset LIMIT %d"
            .formatted(condition.sql(), most),
        condition.parameters(),
        Letter::of);
  }

  /** One record; empty when it was not rejected, or repeats a rejected one. */
  public Optional<Letter> at(String resultVersion, RecordCoordinates at) throws SQLException {
    return newest(LetterFilter.one(resultVersion, at), 1).stream().findFirst();
  }

  /** The record that one repeats, if it says so; else what became of it. For messages. */
  public String whatItIs(String resultVersion, RecordCoordinates at) throws SQLException {
    return query(
            """
            SELECT CASE
              WHEN outcome = 'rejected' THEN format('it repeats %s/%s/%s: look at that',
                kafka_topic, requeue_of_partition, requeue_of_offset)
              ELSE 'it was not rejected, its outcome is ' || outcome END
            FROM hearthwatch.frame
            WHERE result_version = ? AND kafka_topic = ? AND kafka_partition = ?
              AND kafka_offset <= ? AND kafka_offset + offset_count > ?
            """,
            List.of(resultVersion, at.topic(), at.partition(), at.offset(), at.offset()),
            row -> row.getString(1))
        .stream()
        .findFirst()
        .orElse("the ledger of result version " + resultVersion + " has no such record");
  }

  /** The raw record. */
  public RawRecord raw(String resultVersion, RecordCoordinates at) throws SQLException {
    return query(
            """
            SELECT raw_key, raw_value FROM hearthwatch.frame
            WHERE result_version = ? AND kafka_topic = ? AND kafka_partition = ?
              AND kafka_offset = ?
            """,
            List.of(resultVersion, at.topic(), at.partition(), at.offset()),
            row -> new RawRecord(row.getBytes(1), row.getBytes(2)))
        .get(0);
  }

  /** The times that a record was sent again, the first one first, and what became of each. */
  public List<Sending> sendings(String resultVersion, RecordCoordinates at) throws SQLException {
    return query(
        """
        SELECT q.id, q.requested_at, q.requested_by, q.sent_at, coalesce(q.sent_offset, f.kafka_offset),
          f.outcome, f.reason, f.detail
        FROM hearthwatch.requeue q
        LEFT JOIN hearthwatch.frame f ON f.result_version = ? AND f.kafka_topic = q.kafka_topic
          AND f.requeue_of_partition = q.kafka_partition AND f.requeue_of_offset = q.kafka_offset
          AND f.requeue_id = q.id
        WHERE q.kafka_topic = ? AND q.kafka_partition = ? AND q.kafka_offset = ?
        ORDER BY q.requested_at, q.id, f.kafka_offset
        """,
        List.of(resultVersion, at.topic(), at.partition(), at.offset()),
        Sending::of);
  }

  /** Reads a row. */
  interface Reading<T> {
    /** Makes a value of the present row. */
    T of(ResultSet row) throws SQLException;
  }

  <T> List<T> query(String sql, List<?> parameters, Reading<T> reading) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 0;
      for (Object parameter : parameters) {
        if (parameter instanceof String[] texts) {
          statement.setArray(++index, connection.createArrayOf("text", texts));
        } else {
          statement.setObject(++index, parameter);
        }
      }
      List<T> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(reading.of(rows));
        }
      }
      return values;
    }
  }
}
