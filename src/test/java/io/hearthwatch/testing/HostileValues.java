package io.hearthwatch.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Record values, keys and fields that are wrong in one way each. */
final class HostileValues {
  /**
   * One field of an otherwise good reference.
   *
   * @param json its value as JSON; null to leave the field out
   * @param reason why the record is then rejected
   */
  record Fault(String field, String json, String reason) {}

  private static final List<String> NEVER_IN_TEXT =
      List.of(
          "\"\"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"\\udfff\\ud800\"",
          "\"a\\udc00b\"",
          "\"\\uffff\\u202e\"",
          "\"'; DROP TABLE hearthwatch.frame; --\"",
          "\"" + "x".repeat(3_000) + "\"");

  private static final List<String> NO_TEXT =
      List.of("0", "-1", "1e400", "9".repeat(900), "true", "[]", "{}", "[\"text\"]", "{\"a\":{}}");

  private static final List<String> NO_EDGE =
      List.of(
          "0",
          "-1",
          "-0.0",
          "1.5",
          "65536",
          "2147483648",
          "9".repeat(900),
          "1e2",
          "1e400",
          "-1e-400",
          "\"640\"",
          "\"NaN\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "false",
          "[640]",
          "{}");

  private static final List<String> NO_CAMERA =
      List.of("a b", "../etc", "cam/1", "caf\\u00e9", "\\ud83d\\udcf7", "c".repeat(65), "${x}");

  private static final List<String> NO_TIME =
      List.of(
          "1970-01-01T00:00:00Z",
          "1999-12-31T23:59:59.999999999Z",
          "2200-01-01T00:00:00Z",
          "+292277026-12-04T15:30:07Z",
          "292277026-12-04T15:30:07Z",
          "-292275055-05-16T16:47:04Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "+99999999999-01-01T00:00:00Z",
          "NaN",
          "2026-02-30T00:00:00Z",
          "2026-11-20 08:00:00",
          "2026-11-20T08:00:00",
          "1795161600000",
          "yesterday");

  private HostileValues() {}

  /** Faults of every field, each with the one reason that it leads to. */
  static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (String field : List.of("camera_id", "uri", "captured_at")) {
      faults.add(new Fault(field, null, "missing_field"));
      faults.add(new Fault(field, "null", "missing_field"));
      NO_TEXT.forEach(json -> faults.add(new Fault(field, json, "invalid_field")));
      String reason = field.equals("uri") ? "forbidden_uri" : "invalid_field";
      NEVER_IN_TEXT.forEach(json -> faults.add(new Fault(field, json, reason)));
    }
    NEVER_IN_TEXT.forEach(json -> faults.add(new Fault("sha256", json, "invalid_field")));
    NO_TEXT.forEach(json -> faults.add(new Fault("sha256", json, "invalid_field")));
    faults.add(new Fault("uri", "\"NaN\"", "forbidden_uri"));
    faults.add(new Fault("sha256", "\"NaN\"", "invalid_field"));
    // A camera may be called so, but then the record key is not its id.
    faults.add(new Fault("camera_id", "\"NaN\"", "key_mismatch"));
    for (String edge : List.of("width", "height")) {
      NO_EDGE.forEach(json -> faults.add(new Fault(edge, json, "invalid_field")));
      for (String json : List.of("NaN", "Infinity", "-", "01", "0x10", "9".repeat(2_000))) {
        faults.add(new Fault(edge, json, "malformed_json"));
      }
    }
    NO_CAMERA.forEach(id -> faults.add(new Fault("camera_id", "\"" + id + "\"", "invalid_field")));
    NO_TIME.forEach(
        time -> faults.add(new Fault("captured_at", "\"" + time + "\"", "invalid_field")));
    return faults;
  }

  /**
   * Values that are not one JSON object in UTF-8, null among them.
   *
   * @param good a good reference
   */
  static List<byte[]> malformed(String good) {
    String open = good.substring(0, good.length() - 1);
    List<byte[]> values = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "5",
            "NaN",
            "\"text\"",
            "[]",
            "[" + good + "]",
            "{",
            "}",
            open,
            good + "x",
            good + good,
            good + "\0",
            "\uFEFF" + good,
            good.replace('"', '\''),
            good.replace("\"uri\"", "uri"),
            good.replace(":", "="),
            open + ",}",
            open + ",\"camera_id\":\"other\"}",
            open + ",\"raw\":\"\0\"}",
            open + ",\"raw\":\"\n\"}",
            open + ",\"raw\":\"\\u12\"}",
            open + ",\"raw\":\"\\x\"}",
            open + ",\"raw\":NaN}",
            open + ",\"raw\":" + "7".repeat(5_000) + "}",
            open + ",\"" + "n".repeat(60_000) + "\":1}",
            open + ",\"deep\":" + "[".repeat(200) + "]".repeat(200) + "}",
            "/* comment */" + good,
            "[".repeat(30_000),
            "{\"a\":".repeat(10_000),
            "<frame/>",
            "---\ncamera_id: front")) {
      values.add(text.getBytes(StandardCharsets.UTF_8));
    }
    values.add(null);
    values.add(good.getBytes(StandardCharsets.UTF_16LE));
    values.add(good.getBytes(StandardCharsets.UTF_16BE));
    values.add(with(good, 0xff));
    values.add(with(good, 0xc0, 0x80));
    values.add(with(good, 0xed, 0xa0, 0x80));
    values.add(with(good, 0xf8, 0x88, 0x80, 0x80, 0x80));
    values.add(with(good, 0xe2, 0x82));
    return values;
  }

  /** The reference with an unknown field that holds these bytes. */
  private static byte[] with(String good, int... raw) {
    StringBuilder text =
        new StringBuilder(good.substring(0, good.length() - 1)).append(",\"x\":\"");
    for (int octet : raw) {
      text.append((char) octet);
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Keys that are not the camera's, null among them. */
  static List<byte[]> keysOtherThan(String camera) {
    List<byte[]> keys = new ArrayList<>();
    for (String key :
        List.of(
            "",
            " ",
            "\0",
            camera + "\0",
            camera + " ",
            camera.toUpperCase(Locale.ROOT),
            camera.substring(1),
            "front",
            "\uFEFF" + camera,
            camera.repeat(500))) {
      keys.add(key.getBytes(StandardCharsets.UTF_8));
    }
    keys.add(null);
    keys.add(new byte[] {(byte) 0xff, (byte) 0xfe});
    keys.add(new byte[1_024]);
    byte[] enormous = new byte[5_000];
    Arrays.fill(enormous, (byte) 0x80);
    keys.add(enormous);
    return keys;
  }
}
