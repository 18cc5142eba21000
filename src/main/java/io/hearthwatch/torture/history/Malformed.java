package io.hearthwatch.torture.history;

import static io.hearthwatch.torture.history.Reference.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values that are no reference, each with one thing wrong. */
final class Malformed {
  /**
   * @param kind what is wrong, for people
   * @param value null for none
   */
  record Value(String kind, byte[] value) {}

  private final Reference good;
  private final Path root;
  private final List<Value> values = new ArrayList<>();

  private Malformed(Reference good, Path root) {
    this.good = good;
    this.root = root;
  }

  /** All sorts, in a fixed order, made from a good reference. */
  static List<Value> all(Reference good, Path root) {
    Malformed malformed = new Malformed(good, root);
    malformed.noObjects();
    malformed.fields();
    malformed.times();
    malformed.places();
    return malformed.values;
  }

  private void noObjects() {
    byte[] whole = good.bytes();
    raw("no value", null);
    raw("an empty value", new byte[0]);
    raw("no JSON", "front-door 1.png".getBytes(StandardCharsets.UTF_8));
    raw("a JSON list", ("[" + good.json() + "]").getBytes(StandardCharsets.UTF_8));
    raw("a JSON number", "17".getBytes(StandardCharsets.UTF_8));
    raw("JSON null", "null".getBytes(StandardCharsets.UTF_8));
    raw("cut-off JSON", Arrays.copyOf(whole, whole.length / 2));
    raw("two objects", (good.json() + good.json()).getBytes(StandardCharsets.UTF_8));
    raw(
        "a field twice",
        good.json()
            .replaceFirst("\\{", "{\"uri\": \"file:///a\", ")
            .getBytes(StandardCharsets.UTF_8));
    raw("UTF-16", good.json().getBytes(StandardCharsets.UTF_16));
    raw("bytes that are no UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'});
    raw("NUL bytes", new byte[64]);
    raw("deep nesting", "[".repeat(5000).getBytes(StandardCharsets.UTF_8));
    raw("a value too large", padded(70_000));
    raw("a value of one byte too many", padded(64 * 1024 + 1));
  }

  private void fields() {
    for (String field : List.of("camera_id", "uri", "captured_at")) {
      add("without " + field, good.without(field));
      add(field + " null", good.with(field, "null"));
      for (String wrong : List.of("17", "true", "{}", "[\"a\"]")) {
        add(field + " " + wrong, good.with(field, wrong));
      }
    }
    for (String id :
        List.of("", "two words", "../x", "k\u00fcche", "a".repeat(65), "a/b", "a\\u0000b")) {
      add("camera_id " + id, good.with("camera_id", '"' + id + '"'));
    }
    add("camera_id with half a character", good.with("camera_id", "\"a\\ud800\""));
    for (String wrong : List.of("\"abc\"", "17", text("g".repeat(64)), "\"\"", "{}")) {
      add("sha256 " + wrong, good.with("sha256", wrong));
    }
    for (String wrong : List.of("0", "-1", "65536", "\"64\"", "64.5", "1e3", "99999999999999")) {
      add("width " + wrong, good.with("width", wrong));
      add("height " + wrong, good.with("height", wrong));
    }
  }

  private void times() {
    for (String wrong :
        List.of(
            "",
            "yesterday",
            "2026-03-29",
            "2026-03-29T01:00:00",
            "2026-02-30T01:00:00Z",
            "1999-12-31T23:59:59.999999Z",
            "2200-01-01T00:00:00Z",
            "-1000000-01-01T00:00:00Z",
            "2026-03-29T25:00:00Z")) {
      add("captured_at '" + wrong + "'", good.with("captured_at", text(wrong)));
    }
  }

  private void places() {
    for (String uri :
        List.of(
            "",
            "/etc/passwd",
            "file:///etc/passwd",
            "file://" + root + "/../secret.png",
            "file://" + root + "/a/%2e%2e/%2e%2e/secret.png",
            "file://" + root + "-evil/a.png",
            "file://elsewhere" + root + "/a.png",
            "file://" + root + "/",
            "file://" + root + "/a/",
            "file://" + root + "/a.png?x=1",
            "file://" + root + "/a.png#x",
            "file:a.png",
            "file:///../../../..",
            "http://169.254.169.254/latest",
            "s3://bucket/a.png",
            "jar:file:///a.jar!/b",
            "file://" + root + "/a b.png",
            "file://" + root + "/%zz.png",
            "file://" + root + "/" + "a".repeat(2100))) {
      add("uri " + (uri.length() > 100 ? "too long" : uri), good.with("uri", text(uri)));
    }
    add("uri with NUL", good.with("uri", "\"file://" + root + "/a\\u0000.png\""));
    add("uri with an escaped NUL", good.with("uri", text("file://" + root + "/a%00.png")));
    add("uri with half a character", good.with("uri", "\"file://" + root + "/\\udc00.png\""));
  }

  private byte[] padded(int length) {
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) ' ');
    byte[] whole = good.bytes();
    System.arraycopy(whole, 0, value, 0, whole.length);
    return value;
  }

  private void add(String kind, Reference reference) {
    raw(kind, reference.bytes());
  }

  private void raw(String kind, byte[] value) {
    values.add(new Value(kind, value));
  }
}
