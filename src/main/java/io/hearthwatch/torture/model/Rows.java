package io.hearthwatch.torture.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.torture.history.CodedModel;
import io.hearthwatch.torture.history.JobRules;
import io.hearthwatch.torture.history.RecordedRecord;
import io.hearthwatch.torture.history.Repetition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes down frames and windows as the rows that the tables must hold. */
final class Rows {
  private static final int KEPT_KEY = 1024;
  private static final int KEPT_VALUE = 64 * 1024;

  private final JobRules rules;
  private final String topic;
  private final Keys keys;

  Rows(JobRules rules, String topic) {
    this.rules = rules;
    this.topic = topic;
    this.keys = new Keys(rules.resultVersion());
  }

  /** The ledger row of a record. */
  Row frame(Fate fate) {
    Frame frame = fate.frame();
    RecordedRecord record = frame.record();
    Sight sight = fate.counted();
    Frame.Admission admission = sight == null ? null : frame.admission();
    Map<String, Object> row = at(record.partition(), record.offset(), 1);
    row.put("outcome", fate.outcome());
    row.put("reason", fate.reason());
    boolean again = frame.admission() != null && frame.admission().unlessFailed() != null;
    boolean plain = fate.analysed() || fate.outcome().equals("duplicate") && !again;
    row.put("detail", plain ? null : Row.ANYTHING);
    row.put("appended_at", Instant.ofEpochMilli(record.timestampMillis()));
    boolean reference = frame.frameId() != null;
    row.put("camera_id", reference ? frame.reading().camera() : null);
    row.put("frame_id", text(frame.frameId()));
    row.put("captured_at", reference ? instant(frame.reading().capturedMicros()) : null);
    row.put("uri", reference ? frame.reading().uri() : null);
    row.put("sequence", admission == null ? null : (Object) admission.sequence());
    row.put("batch_id", admission == null ? null : text(admission.batchId()));
    row.put("out_of_order", admission == null ? null : (Object) admission.outOfOrder());
    if (sight == null || sight.sizeMatters()) {
      row.put("width", sight == null ? null : sight.width());
      row.put("height", sight == null ? null : sight.height());
    }
    row.put("detections", sight == null ? 0 : sight.found().size());
    row.put("raw_key", fate.analysed() ? null : kept(record.key(), KEPT_KEY));
    row.put("raw_value", fate.analysed() ? null : kept(record.value(), KEPT_VALUE));
    Repetition repeats = record.repeats();
    row.put("requeue_id", repeats == null ? null : repeats.id());
    row.put("requeue_of_partition", repeats == null ? null : (Object) repeats.partition());
    row.put("requeue_of_offset", repeats == null ? null : (Object) repeats.offset());
    return new Row("frame", frame.key(), row, fate.undecided());
  }

  /** The ledger row of a range that nobody read. */
  Row gap(Gap gap) {
    Map<String, Object> row = at(gap.partition(), gap.from(), gap.to() - gap.from());
    row.put("outcome", "gap");
    row.put("reason", "offsets_expired");
    row.put("detail", Row.ANYTHING);
    for (String none :
        new String[] {
          "camera_id",
          "frame_id",
          "captured_at",
          "appended_at",
          "uri",
          "sequence",
          "batch_id",
          "out_of_order",
          "width",
          "height",
          "raw_key",
          "raw_value",
          "requeue_id",
          "requeue_of_partition",
          "requeue_of_offset"
        }) {
      row.put(none, null);
    }
    row.put("detections", 0);
    return new Row("frame", gap.partition() + "@" + gap.from(), row, false);
  }

  private Map<String, Object> at(int partition, long offset, long count) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kafka_topic", topic);
    row.put("kafka_partition", partition);
    row.put("kafka_offset", offset);
    row.put("offset_count", count);
    return row;
  }

  /** The row of one object in a frame. */
  Row detection(Seen seen, int ordinal) {
    Found found = seen.sight().found().get(ordinal);
    Frame frame = seen.frame();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", text(keys.detection(frame.frameId(), frame.reading().capturedMicros(), ordinal)));
    row.put("frame_id", text(frame.frameId()));
    row.put("batch_id", text(frame.admission().batchId()));
    row.put("camera_id", frame.reading().camera());
    row.put("captured_at", instant(frame.reading().capturedMicros()));
    row.put("ordinal", ordinal);
    row.put("class_id", found.classNumber());
    row.put("label", found.label());
    row.put("confidence", decimal(found.confidenceE4()));
    row.put("left_px", found.left());
    row.put("top_px", found.top());
    row.put("right_px", found.right());
    row.put("bottom_px", found.bottom());
    return new Row("detection", frame.frameId() + "#" + ordinal, row, seen.undecided());
  }

  /** The row of a window. */
  Row batch(Window window) {
    Map<String, Object> row = of(window, window.batchId());
    row.put("frames_analysed", window.searched().size());
    row.put("frames_failed", window.frames().size() - window.searched().size());
    row.put("frames_recovered", window.recovered());
    row.put("frames_shed", 0);
    row.put("detections", window.found());
    row.put("first_captured_at", instant(window.firstMicros()));
    row.put("last_captured_at", instant(window.lastMicros()));
    row.put("classes", classes(window));
    KeyPicture key = window.keyPicture();
    row.put("key_frame_captured_at", key == null ? null : instant(key.seen().capturedMicros()));
    return new Row("batch", text(window.batchId()), row, window.undecided());
  }

  /** The row of a window's event; null when it has none. */
  Row event(Window window) {
    Score score = new Score(rules, window.frames());
    List<Score.Factor> factors = score.factors();
    if (factors == null) {
      return null;
    }
    ArrayNode explained = JsonNodeFactory.instance.arrayNode();
    for (Score.Factor factor : factors) {
      explained.addObject().put("name", factor.name()).put("contribution", factor.points());
    }
    UUID id = eventId(window);
    Map<String, Object> row = of(window, id);
    row.put("batch_id", text(window.batchId()));
    row.put("score", score.sum());
    row.put("level", Score.level(score.sum()));
    row.put("factors", explained);
    row.put("summary", Row.ANYTHING);
    row.put("model_sha256", CodedModel.sha256());
    row.put("config_digest", Row.ANYTHING);
    row.put("code_version", Row.ANYTHING);
    row.put("detect_provider", "cpu");
    return new Row("event", text(id), row, window.undecided());
  }

  /** Key of a window's event, whether it has one or not. */
  UUID eventId(Window window) {
    return keys.window(
        "event", window.camera(), window.startMillis(), rules.windowLength().toMillis());
  }

  /** What a batch and its event share. */
  private Map<String, Object> of(Window window, UUID id) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", text(id));
    row.put("camera_id", window.camera());
    row.put("window_start", Instant.ofEpochMilli(window.startMillis()));
    row.put("window_end", Instant.ofEpochMilli(window.startMillis()).plus(rules.windowLength()));
    row.put("stage", window.closed() ? "closed" : "interim");
    row.put("revision", window.frames().size());
    row.put("kafka_topic", topic);
    row.put("kafka_partition", window.partition());
    row.put("first_offset", window.firstOffset());
    row.put("last_offset", window.lastOffset());
    KeyPicture key = window.keyPicture();
    row.put("key_frame_id", key == null ? null : text(key.seen().frame().frameId()));
    row.put("key_frame_uri", key == null ? null : key.seen().frame().reading().uri());
    row.put("key_box", key == null ? null : box(key.found()));
    return row;
  }

  private static ObjectNode box(Found found) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("label", found.label())
        .put("confidence", decimal(found.confidenceE4()))
        .put("left", found.left())
        .put("top", found.top())
        .put("right", found.right())
        .put("bottom", found.bottom());
  }

  private static ObjectNode classes(Window window) {
    ObjectNode classes = JsonNodeFactory.instance.objectNode();
    window
        .tallies()
        .forEach(
            (label, tally) ->
                classes
                    .putObject(label)
                    .put("detections", tally.detections())
                    .put("frames", tally.frames())
                    .put("max_in_frame", tally.mostInFrame())
                    .put("max_confidence", decimal(tally.surestE4()))
                    .put("confidence_sum", decimal(tally.sumE4()))
                    .put("first_seen", instant(tally.firstMicros()).toString())
                    .put("last_seen", instant(tally.lastMicros()).toString()));
    return classes;
  }

  private static BigDecimal decimal(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, 4);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String text(UUID id) {
    return id == null ? null : id.toString();
  }

  private static String kept(byte[] bytes, int most) {
    return bytes == null
        ? null
        : HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(most, bytes.length)));
  }
}
