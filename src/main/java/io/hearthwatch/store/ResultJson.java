package io.hearthwatch.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nested parts of a result as JSON, the same in the tables and on the topics.
 *
 * <p>Field order is fixed, classes are sorted by name, confidences are exact decimals and times ISO
 * 8601 in UTC: equal results are equal bytes. Stateless and safe to share between threads.
 */
final class ResultJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultJson() {}

  /** Per class name: counts, confidences and when it was seen. */
  static ObjectNode classes(Batch batch) {
    ObjectNode classes = NODES.objectNode();
    for (Map.Entry<String, ClassTally> seen : new TreeMap<>(batch.classes()).entrySet()) {
      ClassTally tally = seen.getValue();
      classes
          .putObject(RowGuard.text(seen.getKey(), TextLimit.LABEL))
          .put("detections", tally.detections())
          .put("frames", tally.frames())
          .put("max_in_frame", tally.maxInFrame())
          .put("max_confidence", decimal(tally.maxConfidenceE4()))
          .put("confidence_sum", decimal(tally.confidenceSumE4()))
          .put("first_seen", RowGuard.isoMicros(tally.firstSeenMicros()))
          .put("last_seen", RowGuard.isoMicros(tally.lastSeenMicros()));
    }
    return classes;
  }

  /** The box to draw on the key frame, edges in pixels; null when there is no key frame. */
  static ObjectNode keyBox(Batch batch) {
    if (batch.keyFrame() == null) {
      return null;
    }
    Detection box = batch.keyFrame().detection();
    return NODES
        .objectNode()
        .put("label", RowGuard.text(box.label(), TextLimit.LABEL))
        .put("confidence", decimal(RowGuard.confidenceE4(box.confidenceE4())))
        .put("left", RowGuard.coordinate(box.left()))
        .put("top", RowGuard.coordinate(box.top()))
        .put("right", RowGuard.coordinate(box.right()))
        .put("bottom", RowGuard.coordinate(box.bottom()));
  }

  /** Why the event has its score, in the order of the rules; null without an event. */
  static ArrayNode factors(RiskEvent event) {
    if (event == null) {
      return null;
    }
    ArrayNode factors = NODES.arrayNode();
    for (RiskFactor factor : event.factors()) {
      factors
          .addObject()
          .put("name", RowGuard.text(factor.name(), TextLimit.NAME))
          .put("contribution", factor.contribution())
          .put("description", RowGuard.text(factor.description(), TextLimit.SENTENCE));
    }
    return factors;
  }

  /** The node as text; null for null. */
  static String text(JsonNode node) {
    try {
      return node == null ? null : MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of scalars always has a JSON form", e);
    }
  }

  /** The node as UTF-8. */
  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of scalars always has a JSON form", e);
    }
  }

  private static BigDecimal decimal(long tenThousandths) {
    return BigDecimal.valueOf(tenThousandths, 4);
  }
}
