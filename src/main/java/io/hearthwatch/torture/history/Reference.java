package io.hearthwatch.torture.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reference in the making: JSON fields in order, their values already JSON, so that a story can
 * write what no honest camera would.
 */
final class Reference {
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** What an honest camera writes. */
  static Reference of(String camera, String uri, long capturedMicros) {
    return new Reference()
        .with("camera_id", text(camera))
        .with("uri", text(uri))
        .with("captured_at", text(instant(capturedMicros).toString()));
  }

  /** The same with a field set to any JSON. */
  Reference with(String field, String json) {
    Reference changed = new Reference();
    changed.fields.putAll(fields);
    changed.fields.put(field, json);
    return changed;
  }

  /** The same without a field. */
  Reference without(String field) {
    Reference changed = new Reference();
    changed.fields.putAll(fields);
    changed.fields.remove(field);
    return changed;
  }

  /** A JSON string; nothing in it is escaped but quotes and backslashes. */
  static String text(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  String json() {
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (field, value) ->
            json.append(json.length() > 1 ? ", " : "")
                .append(text(field))
                .append(": ")
                .append(value));
    return json.append('}').toString();
  }

  byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }
}
