package io.hearthwatch.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.torture.check.Difference.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes the topic of events as a consumer would: repetitions dropped by {@code message_id}, of each
 * event the state with the highest gap, revision, stage and number of recovered frames. That must
 * be the table.
 */
final class EventsCheck {
  private static final String PLACE = "topic of events";
  private static final List<String> STAGES = List.of("provisional", "interim", "closed");

  private EventsCheck() {}

  /**
   * @param rows of the table
   * @param batches rows of the table of batches, for the counts that messages repeat
   * @param tolerated events that may have been sent and then have left the table again
   */
  static List<Difference> differences(
      List<Message> messages,
      List<Map<String, Object>> rows,
      List<Map<String, Object>> batches,
      Set<String> tolerated) {
    List<Difference> differences = new ArrayList<>();
    Map<String, JsonNode> latest = latest(messages, differences, tolerated);
    Map<Object, Map<String, Object>> batchesById = new LinkedHashMap<>();
    batches.forEach(batch -> batchesById.put(batch.get("id"), batch));
    Set<String> inTable = new HashSet<>();
    for (Map<String, Object> row : sorted(rows)) {
      String id = row.get("id").toString();
      inTable.add(id);
      JsonNode message = latest.get(id);
      if (message == null) {
        differences.add(difference(Kind.MISSING, id, "", "a message as the row", ""));
      } else {
        compare(
            id, row, batchesById.getOrDefault(row.get("batch_id"), Map.of()), message, differences);
      }
    }
    for (String id : latest.keySet()) {
      if (!inTable.contains(id) && !tolerated.contains(id)) {
        differences.add(
            difference(Kind.BEYOND, id, "", "", latest.get(id).path("message_id").asText()));
      }
    }
    return differences;
  }

  private static Map<String, JsonNode> latest(
      List<Message> messages, List<Difference> differences, Set<String> tolerated) {
    Map<String, JsonNode> byMessageId = new LinkedHashMap<>();
    Map<String, JsonNode> latest = new TreeMap<>();
    for (Message message : messages) {
      JsonNode json = message.json();
      String id = json.path("event_id").asText();
      JsonNode before = byMessageId.put(message.id(), json);
      if (before != null && !state(before).equals(state(json)) && !tolerated.contains(id)) {
        differences.add(
            difference(
                Kind.CHANGED, message.id(), "repetition", before.toString(), json.toString()));
      }
      latest.merge(id, json, (old, now) -> newer(old, now) ? now : old);
    }
    return latest;
  }

  /** A message without what is told of its processing. */
  private static JsonNode state(JsonNode message) {
    ObjectNode state = message.deepCopy();
    state.remove("closed_by");
    if (state.get("lineage") instanceof ObjectNode lineage) {
      lineage.remove("code_version");
    }
    return state;
  }

  /** What was computed when a gap was known stands for what was not, whatever that counted. */
  private static boolean newer(JsonNode old, JsonNode now) {
    int byGap = Long.compare(now.path("after_gap").asLong(), old.path("after_gap").asLong());
    if (byGap != 0) {
      return byGap > 0;
    }
    int byRank = Long.compare(rank(now), rank(old));
    return byRank != 0 ? byRank > 0 : recovered(now) >= recovered(old);
  }

  private static long recovered(JsonNode message) {
    return message.path("frames_recovered").asLong();
  }

  private static long rank(JsonNode message) {
    return message.path("revision").asLong() * STAGES.size()
        + STAGES.indexOf(message.path("stage").asText());
  }

  private static void compare(
      String id,
      Map<String, Object> row,
      Map<String, Object> batch,
      JsonNode message,
      List<Difference> differences) {
    for (String column :
        List.of("batch_id", "camera_id", "stage", "revision", "score", "level", "summary")) {
      compare(id, column, row.get(column), value(message.path(column)), differences);
    }
    for (String column : List.of("window_start", "window_end")) {
      compare(
          id, column, row.get(column), Instant.parse(message.path(column).asText()), differences);
    }
    for (String column :
        List.of(
            "frames_analysed",
            "frames_failed",
            "frames_recovered",
            "frames_shed",
            "detections",
            "classes")) {
      compare(id, column, batch.get(column), value(message.path(column)), differences);
    }
    compare(id, "factors", row.get("factors"), message.path("factors"), differences);
    JsonNode key = message.path("key_frame");
    compare(id, "key_frame_id", row.get("key_frame_id"), value(key.path("frame_id")), differences);
    compare(id, "key_frame_uri", row.get("key_frame_uri"), value(key.path("uri")), differences);
    compare(id, "key_box", row.get("key_box"), value(key.path("box")), differences);
    for (String column :
        List.of(
            "result_version",
            "model_sha256",
            "config_digest",
            "detect_provider",
            "kafka_topic",
            "kafka_partition",
            "first_offset",
            "last_offset")) {
      JsonNode lineage = message.path("lineage");
      compare(id, column, row.get(column), value(lineage.path(column)), differences);
    }
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.decimalValue();
      case NULL, MISSING -> null;
      default -> node;
    };
  }

  private static void compare(
      String id, String what, Object row, Object message, List<Difference> differences) {
    if (!Cell.same(row, message)) {
      differences.add(difference(Kind.WRONG, id, what, Cell.text(row), Cell.text(message)));
    }
  }

  private static List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
    return rows.stream()
        .sorted(java.util.Comparator.comparing(r -> r.get("id").toString()))
        .toList();
  }

  private static Difference difference(
      Kind kind, String key, String what, String expected, String found) {
    return new Difference(kind, PLACE, key, what, expected, found, List.of());
  }
}
