package io.hearthwatch.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.RecordCoordinates;

/**
 * The JSON of one rejected record as it leaves on the dead letters topic. Fields, in this order:
 *
 * <ul>
 *   <li>{@code message_id}: {@code <result_version>:<topic>-<partition>@<offset>}; a repeated
 *       delivery has the same
 *   <li>{@code topic}, {@code partition}, {@code offset}: where the record stands
 *   <li>{@code reason}: snake_case; {@code detail}: a sentence, may be null
 *   <li>{@code camera_id}, {@code uri}: null where the record did not say them validly
 *   <li>{@code appended_at}: the record's timestamp, ISO 8601 in UTC
 *   <li>{@code key}, {@code value}: the record as it came, base64, the key cut at 1 KiB, the value
 *       at 64 KiB; null where it had none
 *   <li>{@code result_version}
 * </ul>
 */
final class DeadLetter {

  private DeadLetter() {}

  /** The id that is the same for every delivery of one rejected record. */
  static String id(FrameOutcome outcome, Lineage lineage) {
    return lineage.resultVersion() + ":" + outcome.coordinates();
  }

  /**
   * The message.
   *
   * @param outcome rejected
   */
  static ObjectNode json(FrameOutcome outcome, Lineage lineage) {
    RecordCoordinates coordinates = outcome.coordinates();
    return JsonNodeFactory.instance
        .objectNode()
        .put("message_id", id(outcome, lineage))
        .put("topic", coordinates.topic())
        .put("partition", coordinates.partition())
        .put("offset", coordinates.offset())
        .put("reason", outcome.verdict().reason().code())
        .put("detail", RowGuard.text(outcome.verdict().detail(), TextLimit.SENTENCE))
        .put("camera_id", RowGuard.text(outcome.cameraId(), TextLimit.CAMERA_ID))
        .put("uri", RowGuard.text(outcome.uri(), TextLimit.URI))
        .put("appended_at", RowGuard.isoMillis(outcome.appendedAtMillis()))
        .put("key", RowGuard.bytes(outcome.key()))
        .put("value", RowGuard.bytes(outcome.value()))
        .put("result_version", lineage.resultVersion());
  }
}
