package io.hearthwatch.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events topic as a consumer sees it who keeps the newest state of each event. */
public final class PublishedEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STAGES = List.of("provisional", "interim", "closed");

  private PublishedEvents() {}

  /** Per event id revision, score and summary of its newest state. */
  public static Map<String, String> latest(String topic) throws IOException {
    Map<String, JsonNode> latest = new TreeMap<>();
    for (var record : KafkaServer.shared().consumeAll(topic)) {
      JsonNode event = JSON.readTree(record.value());
      latest.merge(
          event.get("event_id").textValue(), event, (old, now) -> newer(old, now) ? now : old);
    }
    Map<String, String> states = new TreeMap<>();
    latest.forEach(
        (id, event) ->
            states.put(
                id,
                state(
                    event.get("camera_id").textValue(),
                    event.get("revision").longValue(),
                    event.get("score").intValue(),
                    event.get("summary").textValue(),
                    event.get("factors").toString())));
    return states;
  }

  /**
   * Whether of two messages on one event the later one stands, by the rule that is told of them.
   */
  public static boolean newer(JsonNode old, JsonNode now) {
    int byGap = Long.compare(now.get("after_gap").longValue(), old.get("after_gap").longValue());
    return byGap != 0 ? byGap > 0 : rank(now) >= rank(old);
  }

  private static long rank(JsonNode event) {
    return event.get("revision").longValue() * STAGES.size()
        + STAGES.indexOf(event.get("stage").textValue());
  }

  /** The same of the table. */
  public static Map<String, String> ofTable(TestDatabase database)
      throws SQLException, JsonProcessingException {
    Map<String, String> states = new TreeMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id::text, camera_id, revision, score, summary, factors::text"
                    + " FROM hearthwatch.event")) {
      while (row.next()) {
        states.put(
            row.getString(1),
            state(
                row.getString(2),
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6)));
      }
    }
    return states;
  }

  private static String state(
      String camera, long revision, int score, String summary, String factors)
      throws RuntimeException {
    try {
      // As a tree, because Postgres orders and spaces a jsonb in its own way.
      return camera
          + " r"
          + revision
          + " "
          + score
          + " "
          + summary
          + " "
          + JSON.readValue(factors, List.class).stream()
              .map(factor -> new TreeMap<>((Map<?, ?>) factor))
              .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(factors, e);
    }
  }
}
