package io.hearthwatch.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a Kafka record as a frame reference.
 *
 * <pre>{@code
 * key   front-door
 * value {"camera_id": "front-door", "uri": "file:///frames/front-door/1.jpg",
 *        "captured_at": "2026-11-20T08:00:01.250Z"}
 * }</pre>
 *
 * Optional: {@code sha256}, {@code width}, {@code height}; unknown fields are ignored. Instants may
 * carry any offset; what is finer than a microsecond is cut off. Anything else is an {@link
 * InvalidReferenceException}: no input makes this throw something different.
 *
 * <p>Not thread-safe: one parser serves one source reader.
 */
public final class FrameReferenceParser {
  private static final Pattern CAMERA_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int MAX_EDGE = 65_535;

  private final AllowedRoots roots;
  private final KnownCameras cameras;
  private final int maxRecordBytes;
  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** A parser with the stage's settings. */
  public FrameReferenceParser(IngestSettings settings) {
    this.roots = new AllowedRoots(settings.allowedRoots());
    this.cameras = new KnownCameras(settings.cameras());
    this.maxRecordBytes = settings.maxRecordBytes();
    json.getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build());
  }

  /**
   * Reads one record.
   *
   * @param key record key; null where it has none
   * @param value record value; null where it has none
   * @throws InvalidReferenceException naming the field and what it should be
   */
  public FrameReference parse(byte[] key, byte[] value) throws InvalidReferenceException {
    JsonNode object = readObject(value);
    String cameraId = cameraId(object);
    if (key == null || !Arrays.equals(key, cameraId.getBytes(StandardCharsets.US_ASCII))) {
      throw new InvalidReferenceException(
          Reason.KEY_MISMATCH,
          "the record key must be the camera_id "
              + Quoted.of(cameraId)
              + (key == null ? ", but there is none" : ", but it is another"));
    }
    if (!cameras.contains(cameraId)) {
      throw new InvalidReferenceException(
          Reason.UNKNOWN_CAMERA,
          "camera " + Quoted.of(cameraId) + " is none of those that are heard (ingest.cameras)");
    }
    long capturedAtMicros = capturedAt(object);
    String uri = roots.canonical(text(object, "uri"));
    return new FrameReference(
        cameraId,
        uri,
        capturedAtMicros,
        sha256(object),
        edge(object, "width"),
        edge(object, "height"));
  }

  private JsonNode readObject(byte[] value) throws InvalidReferenceException {
    if (value == null || value.length == 0) {
      throw new InvalidReferenceException(Reason.MALFORMED_JSON, "the record has no value");
    }
    if (value.length > maxRecordBytes) {
      throw new InvalidReferenceException(
          Reason.RECORD_TOO_LARGE,
          "the record has %d bytes, a reference at most %d (ingest.max-record-size)"
              .formatted(value.length, maxRecordBytes));
    }
    JsonNode node;
    try {
      node =
          json.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidReferenceException(Reason.MALFORMED_JSON, "the value is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new InvalidReferenceException(
          Reason.MALFORMED_JSON, "the value is not one JSON object: " + where(e));
    }
    if (!node.isObject()) {
      throw new InvalidReferenceException(
          Reason.MALFORMED_JSON,
          "the value is a JSON "
              + node.getNodeType().name().toLowerCase(Locale.ROOT)
              + ", not an object");
    }
    return node;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it cannot be read"
        : "error at column "
            + e.getLocation().getColumnNr()
            + " of line "
            + e.getLocation().getLineNr();
  }

  private static String cameraId(JsonNode object) throws InvalidReferenceException {
    String id = text(object, "camera_id");
    if (!CAMERA_ID.matcher(id).matches()) {
      throw invalid("camera_id", id, "1 to 64 letters, digits, '_' or '-'");
    }
    return id;
  }

  private static long capturedAt(JsonNode object) throws InvalidReferenceException {
    String text = text(object, "captured_at");
    Instant instant;
    try {
      instant = Instant.parse(text);
    } catch (DateTimeException e) {
      throw invalid("captured_at", text, "an ISO 8601 instant such as 2026-11-20T08:00:01.250Z");
    }
    if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
      throw invalid("captured_at", text, "within the years 2000 to 2199");
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static String sha256(JsonNode object) throws InvalidReferenceException {
    if (absent(object, "sha256")) {
      return null;
    }
    String text = text(object, "sha256");
    if (!SHA256.matcher(text).matches()) {
      throw invalid("sha256", text, "64 hexadecimal digits");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static Integer edge(JsonNode object, String field) throws InvalidReferenceException {
    if (absent(object, field)) {
      return null;
    }
    JsonNode node = object.get(field);
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1
        || node.intValue() > MAX_EDGE) {
      throw invalid(field, node.toString(), "a whole number from 1 to " + MAX_EDGE);
    }
    return node.intValue();
  }

  private static boolean absent(JsonNode object, String field) {
    return !object.hasNonNull(field);
  }

  private static String text(JsonNode object, String field) throws InvalidReferenceException {
    if (absent(object, field)) {
      throw new InvalidReferenceException(Reason.MISSING_FIELD, "field " + field + " is missing");
    }
    JsonNode node = object.get(field);
    if (!node.isTextual()) {
      throw invalid(field, node.toString(), "a string");
    }
    return node.textValue();
  }

  private static InvalidReferenceException invalid(String field, String value, String wanted) {
    return new InvalidReferenceException(
        Reason.INVALID_FIELD,
        "field " + field + " is " + Quoted.of(value) + ", but must be " + wanted);
  }
}
