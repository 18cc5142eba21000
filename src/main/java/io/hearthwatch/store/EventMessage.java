package io.hearthwatch.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskLevel;

/**
 * The JSON of one event as it leaves on the events topic. Fields, in this order:
 *
 * <ul>
 *   <li>{@code message_id}: {@code <event_id>:<revision>:<stage>}, with {@code :<frames_recovered>}
 *       behind it where that is not 0, and {@code @<after_gap>} where that is not; a repeated
 *       delivery has the same
 *   <li>{@code event_id}, {@code batch_id}, {@code camera_id}
 *   <li>{@code window_start}, {@code window_end}: ISO 8601 in UTC, as all times
 *   <li>{@code stage}: provisional, interim or closed; {@code revision}: admitted frames it is
 *       based on; {@code after_gap}: end of the last accepted gap in its partition that was known
 *       then, 0 if there was none. Of two messages on one event the one with the higher (after_gap,
 *       revision, stage) is the truth, and of two that are equal in these the later one ({@link
 *       Batch})
 *   <li>{@code closed_by}: clock, silence or urgency
 *   <li>{@code score}: 0 to 100; {@code level}: low, medium, high, critical; {@code summary}
 *   <li>{@code factors}: list of {@code name}, {@code contribution}, {@code description}
 *   <li>{@code frames_analysed}, {@code frames_failed}, {@code frames_recovered} (analysed when
 *       they were sent again), {@code frames_shed} (not searched, as too many arrived), {@code
 *       detections}: counts
 *   <li>{@code classes}: per class name {@code detections}, {@code frames}, {@code max_in_frame},
 *       {@code max_confidence}, {@code confidence_sum}, {@code first_seen}, {@code last_seen}
 *   <li>{@code key_frame}: {@code frame_id}, {@code uri}, {@code captured_at}, {@code box} with
 *       {@code label}, {@code confidence}, {@code left}, {@code top}, {@code right}, {@code bottom}
 *       in pixels; null when there is none
 *   <li>{@code lineage}: {@code result_version}, {@code model_sha256}, {@code config_digest},
 *       {@code detect_provider}, {@code code_version}, {@code kafka_topic}, {@code
 *       kafka_partition}, {@code first_offset}, {@code last_offset}
 * </ul>
 */
final class EventMessage {

  private EventMessage() {}

  /** The id that is the same for every delivery of one state of one event. */
  static String id(AssessedBatch result) {
    return result.event().eventId()
        + ":"
        + result.batch().revision()
        + ":"
        + result.batch().stage().code()
        + (result.batch().framesRecovered() == 0 ? "" : ":" + result.batch().framesRecovered())
        + (result.batch().afterGap() == 0 ? "" : "@" + result.batch().afterGap());
  }

  /**
   * The message.
   *
   * @param result with an event
   */
  static ObjectNode json(AssessedBatch result, Lineage lineage) {
    Batch batch = result.batch();
    RiskEvent event = result.event();
    int score = RowGuard.score(event);
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message
        .put("message_id", id(result))
        .put("event_id", event.eventId().toString())
        .put("batch_id", batch.batchId().toString())
        .put("camera_id", RowGuard.text(batch.cameraId(), TextLimit.CAMERA_ID))
        .put("window_start", RowGuard.isoMillis(batch.windowStartMillis()))
        .put("window_end", RowGuard.isoMillis(batch.windowEndMillis()))
        .put("stage", batch.stage().code())
        .put("revision", batch.revision())
        .put("after_gap", batch.afterGap())
        .put("closed_by", RowGuard.text(batch.closedBy(), TextLimit.NAME))
        .put("score", score)
        .put("level", RiskLevel.ofScore(score).code())
        .put("summary", RowGuard.text(event.summary(), TextLimit.SENTENCE));
    message.set("factors", ResultJson.factors(event));
    message
        .put("frames_analysed", batch.framesAnalysed())
        .put("frames_failed", batch.framesFailed())
        .put("frames_recovered", batch.framesRecovered())
        .put("frames_shed", batch.framesShed())
        .put("detections", batch.detections());
    message.set("classes", ResultJson.classes(batch));
    message.set("key_frame", keyFrame(batch));
    message.set("lineage", lineage(batch, lineage));
    return message;
  }

  private static ObjectNode keyFrame(Batch batch) {
    KeyFrame keyFrame = batch.keyFrame();
    if (keyFrame == null) {
      return null;
    }
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("frame_id", keyFrame.frameId().toString())
            .put("uri", RowGuard.text(keyFrame.uri(), TextLimit.URI))
            .put("captured_at", RowGuard.isoMicros(keyFrame.capturedAtMicros()));
    node.set("box", ResultJson.keyBox(batch));
    return node;
  }

  private static ObjectNode lineage(Batch batch, Lineage lineage) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("result_version", lineage.resultVersion())
        .put("model_sha256", lineage.modelSha256())
        .put("config_digest", lineage.configDigest())
        .put("detect_provider", lineage.detectProvider())
        .put("code_version", lineage.codeVersion())
        .put("kafka_topic", RowGuard.text(batch.topic(), TextLimit.TOPIC))
        .put("kafka_partition", batch.partition())
        .put("first_offset", batch.firstOffset())
        .put("last_offset", batch.lastOffset());
  }
}
