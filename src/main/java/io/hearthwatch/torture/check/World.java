package io.hearthwatch.torture.check;

import io.hearthwatch.torture.model.Sending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job left behind: its rows, the writes that led to them, its messages.
 *
 * @param rows of each table, and of the view {@code dead_letter}, by name; each row's values by
 *     column, as {@link Cell} has them
 * @param writes in their order
 * @param sendings what was noted before records were sent again
 * @param events messages of the topic of events, in the topic's order
 * @param deadLetters messages of the topic of dead letters, in the topic's order
 */
public record World(
    Map<String, List<Map<String, Object>>> rows,
    List<Write> writes,
    List<Sending> sendings,
    List<Message> events,
    List<Message> deadLetters) {
  /** The tables of facts, in the order in which they are compared. */
  public static final List<String> TABLES = List.of("frame", "detection", "batch", "event");

  /** The view of rejected records. */
  static final String LETTERS = "dead_letter";

  /** The same with other messages. */
  public World with(List<Message> otherEvents, List<Message> otherLetters) {
    return new World(rows, writes, sendings, otherEvents, otherLetters);
  }

  /**
   * Reads all of it. Both servers must be up, and everything accounted for ({@link Accounting}).
   *
   * @param connection to a database with {@link WriteHistory}
   * @param resultVersion whose rows are read
   * @param bootstrapServers {@code host:port}
   */
  public static World read(
      Connection connection,
      String resultVersion,
      String bootstrapServers,
      String eventsTopic,
      String deadLettersTopic)
      throws SQLException {
    return new World(
            Map.of(),
            List.of(),
            List.of(),
            Message.all(bootstrapServers, eventsTopic),
            Message.all(bootstrapServers, deadLettersTopic))
        .withTables(connection, resultVersion);
  }

  /** The same messages beside tables as they are now. */
  public World withTables(Connection connection, String resultVersion) throws SQLException {
    Map<String, List<Map<String, Object>>> read = new LinkedHashMap<>();
    for (String table : TABLES) {
      read.put(table, rows(connection, "hearthwatch." + table, resultVersion));
    }
    read.put(LETTERS, rows(connection, "bi." + LETTERS, resultVersion));
    return new World(
        read, writes(connection, resultVersion), sendings(connection), events, deadLetters);
  }

  private static List<Map<String, Object>> rows(
      Connection connection, String table, String resultVersion) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM " + table + " WHERE result_version = ?")) {
      query.setString(1, resultVersion);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(Cell.row(row));
        }
      }
    }
    return rows;
  }

  private static List<Sending> sendings(Connection connection) throws SQLException {
    List<Sending> sendings = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("SELECT * FROM hearthwatch.requeue")) {
      while (row.next()) {
        sendings.add(
            new Sending(
                row.getString("id"),
                row.getInt("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("sent_offset", Long.class)));
      }
    }
    return sendings;
  }

  private static List<Write> writes(Connection connection, String resultVersion)
      throws SQLException {
    List<Write> writes = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT * FROM torture.write WHERE result_version = ? ORDER BY number")) {
      query.setString(1, resultVersion);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          writes.add(
              new Write(
                  row.getLong("number"),
                  row.getObject("at", OffsetDateTime.class).toInstant(),
                  row.getString("place"),
                  row.getString("key"),
                  row.getString("op"),
                  row.getLong("after_gap"),
                  row.getLong("revision"),
                  row.getString("stage"),
                  row.getString("outcome")));
        }
      }
    }
    return writes;
  }
}
