package io.hearthwatch.retain;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;

/** One connection and short ways to ask it. Moments are bound with their time zone. */
record Session(Connection connection) {

  /** Reads a result. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  int execute(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  <T> T query(String sql, Reading<T> reading, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      return reading.read(rows);
    }
  }

  /** The moment in the only row; null for NULL. */
  Instant moment(String sql, Object... parameters) throws SQLException {
    return query(
        sql,
        rows -> {
          rows.next();
          OffsetDateTime moment = rows.getObject(1, OffsetDateTime.class);
          return moment == null ? null : moment.toInstant();
        },
        parameters);
  }

  /** The number in the only row. */
  long number(String sql, Object... parameters) throws SQLException {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getLong(1);
        },
        parameters);
  }

  /** An array to be bound. */
  Array texts(Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /** Adds what a query of camera, count, bytes, oldest and newest says. */
  void tally(Removals removals, String kind, String sql, Object... parameters) throws SQLException {
    query(
        sql,
        rows -> {
          removals.add(kind, rows);
          return null;
        },
        parameters);
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(
          i + 1, value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value);
    }
    return statement;
  }
}
