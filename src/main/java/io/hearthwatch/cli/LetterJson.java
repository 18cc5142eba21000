package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.deadletters.Letter;
import io.hearthwatch.deadletters.RawRecord;
import io.hearthwatch.deadletters.Remedy;
import io.hearthwatch.deadletters.Sending;
import io.hearthwatch.deadletters.Stats;
import java.time.Instant;
import java.util.List;

/** Rejected records as JSON: the names are those of view {@code bi.dead_letter}. */
final class LetterJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LetterJson() {}

  static ObjectNode of(Letter letter) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("kafka_topic", letter.at().topic())
            .put("kafka_partition", letter.at().partition())
            .put("kafka_offset", letter.at().offset())
            .put("recorded_at", text(letter.recordedAt()))
            .put("camera_id", letter.cameraId())
            .put("captured_at", text(letter.capturedAt()))
            .put("reason", letter.reason())
            .put("detail", letter.detail())
            .put("state", letter.state().code())
            .put("attempts", letter.attempts())
            .put("first_failed_at", text(letter.firstFailedAt()))
            .put("last_failed_at", text(letter.lastFailedAt()))
            .put("requeued_at", text(letter.requeuedAt()))
            .put("requeued_by", letter.requeuedBy())
            .put("picture_uri", letter.uri())
            .put("frame_id", letter.frameId() == null ? null : letter.frameId().toString())
            .put("batch_id", letter.batchId() == null ? null : letter.batchId().toString());
    Letter.Successor successor = letter.successor();
    node.put("successor_partition", successor == null ? null : (Integer) successor.at().partition())
        .put("successor_offset", successor == null ? null : (Long) successor.at().offset())
        .put("successor_outcome", successor == null ? null : successor.outcome())
        .put("successor_reason", successor == null ? null : successor.reason())
        .put("successor_detail", successor == null ? null : successor.detail());
    Letter.Discarded discard = letter.discard();
    return node.put("discarded_at", discard == null ? null : text(discard.at()))
        .put("discarded_by", discard == null ? null : discard.by())
        .put("discard_note", discard == null ? null : discard.note());
  }

  static ObjectNode of(Letter letter, RawRecord raw, List<Sending> sendings) {
    ObjectNode node = of(letter).put("remedy", Remedy.of(letter.reason()).text());
    node.put("raw_key", raw.key()).put("raw_value", raw.value());
    ArrayNode list = node.putArray("requeues");
    sendings.forEach(
        sending ->
            list.addObject()
                .put("id", sending.id())
                .put("requested_at", text(sending.requestedAt()))
                .put("requested_by", sending.requestedBy())
                .put("sent", sending.sent())
                .put("offset", sending.offset())
                .put("outcome", sending.outcome())
                .put("reason", sending.reason())
                .put("detail", sending.detail()));
    return node;
  }

  static ObjectNode of(Stats stats) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    lines(node.putArray("by_reason"), "reason", stats.byReason());
    lines(node.putArray("by_camera"), "camera_id", stats.byCamera());
    lines(node.putArray("by_day"), "day", stats.byDay());
    return node;
  }

  private static void lines(ArrayNode array, String name, List<Stats.Line> lines) {
    for (Stats.Line line : lines) {
      ObjectNode node = array.addObject();
      if (line.name() == null) {
        node.put("others", line.names());
      } else {
        node.put(name, line.name().isEmpty() ? null : line.name());
      }
      node.put("total", line.total())
          .put("open", line.open())
          .put("requeued", line.requeued())
          .put("late", line.late())
          .put("recovered", line.recovered())
          .put("discarded", line.discarded());
    }
  }

  /** For people who read it too. */
  static String text(ObjectNode node) {
    return node.toPrettyString();
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
