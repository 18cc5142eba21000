package io.hearthwatch.deadletters;

import io.hearthwatch.domain.RecordCoordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * The same, over a session in which the server compiles no queries: the planner takes these for
   * much longer than they are, and a server that compiles them takes longer over that than over
   * running them.
   */
  public static Letters in(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET jit = off");
    }
    return new Letters(connection);
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
   * How many there are, as far as that is soon told: counting all of very many takes seconds.
   *
   * @param most where counting ends
   */
  public long countUpTo(LetterFilter filter, int most) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    return query(
            "SELECT count(*) FROM (SELECT FROM bi.dead_letter l WHERE %s LIMIT %d) counted"
                .formatted(condition.sql(), most),
            condition.parameters(),
            row -> row.getLong(1))
        .get(0);
  }

  /** Those that are meant, by what decides whether they can be sent again; the most first. */
  List<Alike> alike(LetterFilter filter) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    return query(
        """
        SELECT l.state, l.reason, (
            SELECT %s FROM hearthwatch.frame f
            WHERE f.result_version = l.result_version AND f.kafka_topic = l.kafka_topic
              AND f.kafka_partition = l.kafka_partition AND f.kafka_offset = l.kafka_offset) AS cut,
          count(*)
        FROM bi.dead_letter l
        WHERE %s
        GROUP BY 1, 2, 3
        ORDER BY 4 DESC, 1, 2, 3
        """
            .formatted(RawRecord.MAY_BE_CUT, condition.sql()),
        condition.parameters(),
        Alike::of);
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
   * Where the next page ends: so many rejected records of any state behind a place. Where pages end
   * is asked apart from what is in them, because a page that had to hold so many of a state would
   * cost a look at all records, as the planner cannot know how many of a state there are.
   *
   * @param after null to begin
   * @return null when the next page is the last one
   */
  Place pageEnd(LetterFilter filter, Place after, int records) throws SQLException {
    LetterFilter.Condition condition = filter.in(Set.of()).condition();
    if (after != null) {
      after.before(condition);
    }
    return query(
            """
            SELECT l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset
            FROM (SELECT r.*, r.appended_at AS recorded_at FROM hearthwatch.frame r
              WHERE r.outcome = 'rejected') l
            WHERE %s
            ORDER BY l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset
            OFFSET %d LIMIT 1
            """
                .formatted(condition.sql(), records - 1),
            condition.parameters(),
            Place::of)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /**
   * Those between two places, the oldest first.
   *
   * @param after excluded; null to begin
   * @param end included; null for the last page
   */
  List<Letter> page(LetterFilter filter, Place after, Place end) throws SQLException {
    LetterFilter.Condition condition = filter.condition();
    if (after != null) {
      after.before(condition);
    }
    if (end != null) {
      end.notBehind(condition);
    }
    return query(
        "SELECT * FROM bi.dead_letter l WHERE %s ORDER BY l.recorded_at, l.kafka_topic, l.kafka_partition, l.kafka_offset"
            .formatted(condition.sql()),
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
    return raw(resultVersion, List.of(at)).get(at);
  }

  /** The raw records of a page. */
  Map<RecordCoordinates, RawRecord> raw(String resultVersion, List<RecordCoordinates> page)
      throws SQLException {
    Map<RecordCoordinates, RawRecord> raw = new HashMap<>();
    List<Object> parameters = new ArrayList<>(Page.of(page));
    parameters.add(resultVersion);
    query(
            """
            SELECT f.kafka_topic, f.kafka_partition, f.kafka_offset, f.raw_key, f.raw_value
            FROM %s
            JOIN hearthwatch.frame f ON f.kafka_topic = p.topic AND f.kafka_partition = p.partition
              AND f.kafka_offset = p.position
            WHERE f.result_version = ?
            """
                .formatted(Page.SQL),
            parameters,
            row ->
                Map.entry(
                    new RecordCoordinates(row.getString(1), row.getInt(2), row.getLong(3)),
                    new RawRecord(row.getBytes(4), row.getBytes(5))))
        .forEach(record -> raw.put(record.getKey(), record.getValue()));
    return raw;
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
      Page.set(statement, parameters);
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
