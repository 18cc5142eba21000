package io.hearthwatch.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A frame reference as it stands in the topic. Safe to share between threads. */
final class ReferenceJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferenceJson() {}

  /** The value of a frame's record; the capture time to the microsecond. */
  static byte[] of(String cameraId, String uri, Instant capturedAt) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("camera_id", cameraId);
    fields.put("uri", uri);
    fields.put("captured_at", capturedAt.truncatedTo(ChronoUnit.MICROS).toString());
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written as JSON", e);
    }
  }
}
