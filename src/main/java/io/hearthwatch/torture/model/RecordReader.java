package io.hearthwatch.torture.model;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearthwatch.torture.history.JobRules;
import io.hearthwatch.torture.history.RecordedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Reads records as the documents say a reference is written. */
final class RecordReader {
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private final JobRules rules;

  RecordReader(JobRules rules) {
    this.rules = rules;
  }

  /** Ends the reading of a record that is no reference. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason, null, false, false);
    }
  }

  Reading read(RecordedRecord record) {
    try {
      return reference(record.key(), object(record.value()));
    } catch (Refusal e) {
      return Reading.refused(e.getMessage());
    }
  }

  private JsonNode object(byte[] value) throws Refusal {
    if (value != null && value.length > rules.maxRecordBytes()) {
      throw new Refusal("record_too_large");
    }
    try {
      JsonNode read =
          value == null
              ? null
              : json.readTree(
                  StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
      if (read != null && read.isObject()) {
        return read;
      }
    } catch (IOException e) {
      // Neither UTF-8 nor JSON: refused like JSON that is no object.
    }
    throw new Refusal("malformed_json");
  }

  private Reading reference(byte[] key, JsonNode object) throws Refusal {
    String camera = required(object, "camera_id");
    require(camera.matches("[A-Za-z0-9_-]{1,64}"), "invalid_field");
    require(
        key != null && Arrays.equals(key, camera.getBytes(StandardCharsets.UTF_8)), "key_mismatch");
    require(rules.cameras().isEmpty() || rules.cameras().contains(camera), "unknown_camera");
    long captured = captured(required(object, "captured_at"));
    String uri = CanonicalUri.below(rules.framesRoot().toString(), required(object, "uri"));
    require(uri != null, "forbidden_uri");
    String sha256 = object.hasNonNull("sha256") ? required(object, "sha256") : null;
    require(sha256 == null || sha256.matches("[0-9a-fA-F]{64}"), "invalid_field");
    return new Reading(
        null,
        camera,
        captured,
        uri,
        sha256 == null ? null : sha256.toLowerCase(Locale.ROOT),
        edge(object.get("width")),
        edge(object.get("height")));
  }

  private static long captured(String text) throws Refusal {
    try {
      Instant instant = Instant.parse(text);
      int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
      require(year >= 2000 && year < 2200, "invalid_field");
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    } catch (DateTimeException e) {
      throw new Refusal("invalid_field");
    }
  }

  private static Integer edge(JsonNode node) throws Refusal {
    if (node == null || node.isNull()) {
      return null;
    }
    require(
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= 1
            && node.intValue() <= 65_535,
        "invalid_field");
    return node.intValue();
  }

  private static String required(JsonNode object, String field) throws Refusal {
    require(object.hasNonNull(field), "missing_field");
    require(object.get(field).isTextual(), "invalid_field");
    return object.get(field).textValue();
  }

  private static void require(boolean holds, String reason) throws Refusal {
    if (!holds) {
      throw new Refusal(reason);
    }
  }
}
