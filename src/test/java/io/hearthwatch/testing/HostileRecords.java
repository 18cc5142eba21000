package io.hearthwatch.testing;

import io.hearthwatch.testing.HostilePictures.Place;
import io.hearthwatch.testing.HostileValues.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Records that want to harm: broken, lying, enormous, or pointing where they must not. Each knows
 * the outcomes that it may have: one, except where chance decides whether a mutation does harm.
 *
 * <p>They come from cameras of their own, so they leave every other camera's clock alone. A
 * function of seed, time and pictures.
 */
public final class HostileRecords {
  /**
   * One record.
   *
   * @param kind what is wrong with it, for messages
   * @param camera the camera that it pretends to be of: all of one camera belong into one
   *     partition, in this order
   * @param key record key; null for none
   * @param value record value; null for none
   * @param expected outcomes it may have, as {@code outcome} or {@code outcome:reason}
   */
  public record Entry(String kind, String camera, byte[] key, byte[] value, Set<String> expected) {}

  /** Records of each kind in ten thousand. */
  private static final Map<String, Integer> SHARES = new LinkedHashMap<>();

  static {
    SHARES.put("malformed", 1_400);
    SHARES.put("truncated", 500);
    SHARES.put("noise", 300);
    SHARES.put("mutated", 800);
    SHARES.put("field", 1_800);
    SHARES.put("key", 400);
    SHARES.put("stranger", 100);
    SHARES.put("uri", 1_500);
    SHARES.put("clock", 500);
    SHARES.put("oversized", 100);
    SHARES.put("missing", 700);
    SHARES.put("trap", 300);
    SHARES.put("broken", 1_000);
    SHARES.put("flipped", 150);
    SHARES.put("mismatch", 200);
    SHARES.put("late", 100);
    SHARES.put("duplicate", 100);
    SHARES.put("harmless", 50);
  }

  private static final Set<String> ANYTHING_A_MUTATION_MAKES =
      Set.of(
          "analysed",
          "duplicate",
          "late",
          "rejected:malformed_json",
          "rejected:missing_field",
          "rejected:invalid_field",
          "rejected:key_mismatch",
          "rejected:forbidden_uri",
          "rejected:clock_ahead",
          "rejected:clock_behind",
          "rejected:missing_file",
          "rejected:unreadable_file",
          "rejected:content_mismatch");

  private static final int CAMERAS = 40;

  private final Random random;
  private final Instant now;
  private final Path root;
  private final List<Path> pictures;
  private final List<Place> broken;
  private final List<Place> flipped;
  private final List<Place> traps;
  private final List<String> urisOutside;
  private final List<Fault> faults = HostileValues.faults();
  private final Map<String, Supplier<Entry>> kinds = new LinkedHashMap<>();
  private Entry echoed;
  private boolean advanced;
  private int made;

  private HostileRecords(long seed, Instant now, Path root, List<Path> pictures)
      throws IOException {
    this.random = new Random(seed);
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
    this.root = root;
    this.pictures = pictures;
    this.broken = HostilePictures.broken(random, root, pictures.get(0));
    this.flipped = HostilePictures.flipped(random, root, pictures.get(0));
    this.traps = HostilePictures.traps(root, pictures.get(0));
    this.urisOutside = HostileUris.outside(root);
    kinds.put("malformed", this::malformed);
    kinds.put("truncated", this::truncated);
    kinds.put("noise", this::noise);
    kinds.put("mutated", this::mutated);
    kinds.put("field", this::field);
    kinds.put("key", this::key);
    kinds.put("stranger", this::stranger);
    kinds.put("uri", this::uri);
    kinds.put("clock", this::clock);
    kinds.put("oversized", this::oversized);
    kinds.put("missing", this::missing);
    kinds.put("trap", () -> at("trap", any(traps)));
    kinds.put("broken", () -> at("broken", any(broken)));
    kinds.put("flipped", () -> at("flipped", any(flipped)));
    kinds.put("mismatch", this::mismatch);
    kinds.put("late", this::late);
    kinds.put("duplicate", this::duplicate);
    kinds.put("harmless", this::harmless);
  }

  /**
   * Ten thousand records, in the order in which they are to be published.
   *
   * @param now about the time at which they will be; not after it
   * @param root the only allowed root; bad files are put there and beside it
   * @param pictures good pictures under that root
   */
  public static List<Entry> of(long seed, Instant now, Path root, List<Path> pictures)
      throws IOException {
    HostileRecords records = new HostileRecords(seed, now, root, pictures);
    List<String> order = new ArrayList<>();
    SHARES.forEach((kind, share) -> order.addAll(Collections.nCopies(share, kind)));
    Collections.shuffle(order, records.random);
    return order.stream().map(kind -> records.kinds.get(kind).get()).toList();
  }

  private Entry malformed() {
    String camera = camera();
    byte[] value = any(HostileValues.malformed(json(good(camera))));
    return new Entry("malformed", camera, bytes(camera), value, rejected("malformed_json"));
  }

  private Entry truncated() {
    String camera = camera();
    byte[] whole = bytes(json(good(camera)));
    byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length));
    return new Entry("truncated", camera, bytes(camera), part, rejected("malformed_json"));
  }

  private Entry noise() {
    String camera = camera();
    byte[] value = new byte[10 + random.nextInt(400)];
    random.nextBytes(value);
    return new Entry("noise", camera, bytes(camera), value, rejected("malformed_json"));
  }

  /** Some bytes of a good reference replaced, inserted or taken out. */
  private Entry mutated() {
    String camera = "mutant-" + random.nextInt(CAMERAS);
    StringBuilder value = new StringBuilder(json(good(camera)));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(value.length());
      char other = (char) (random.nextBoolean() ? random.nextInt(256) : 32 + random.nextInt(95));
      switch (random.nextInt(3)) {
        case 0 -> value.setCharAt(at, other);
        case 1 -> value.insert(at, other);
        default -> value.deleteCharAt(at);
      }
    }
    byte[] bytes = value.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new Entry("mutated", camera, bytes(camera), bytes, ANYTHING_A_MUTATION_MAKES);
  }

  private Entry field() {
    Fault fault = any(faults);
    String camera = camera();
    Map<String, String> fields = good(camera);
    if (fault.json() == null) {
      fields.remove(fault.field());
    } else {
      fields.put(fault.field(), fault.json());
    }
    return entry(fault.toString(), camera, fields, rejected(fault.reason()));
  }

  private Entry key() {
    String camera = camera();
    byte[] key = any(HostileValues.keysOtherThan(camera));
    byte[] value = bytes(json(good(camera)));
    return new Entry("key", camera, key, value, rejected("key_mismatch"));
  }

  /** Each of another camera that nobody has named. */
  private Entry stranger() {
    String camera = "stranger-" + made;
    return entry("stranger", camera, good(camera), rejected("unknown_camera"));
  }

  private Entry uri() {
    String uri = any(urisOutside);
    return entry("uri " + uri, with("uri", text(uri)), rejected("forbidden_uri"));
  }

  private Entry clock() {
    boolean ahead = random.nextBoolean();
    List<Instant> times =
        ahead
            ? List.of(
                now.plus(Duration.ofMinutes(10)),
                now.plus(Duration.ofDays(400)),
                Instant.parse("2199-12-31T23:59:59.999999Z"))
            : List.of(
                now.minus(Duration.ofDays(8)),
                now.minus(Duration.ofDays(4_000)),
                Instant.parse("2000-01-01T00:00:00Z"));
    return entry(
        "clock",
        with("captured_at", text(any(times).toString())),
        rejected(ahead ? "clock_ahead" : "clock_behind"));
  }

  private Entry oversized() {
    String padding = "x".repeat(65_536 + random.nextInt(35_000));
    return entry("oversized", with("padding", text(padding)), rejected("record_too_large"));
  }

  private Entry missing() {
    List<String> names =
        List.of(
            "/never/was.jpg",
            "/missing-" + made + ".jpg",
            "/%252e%252e/secret.jpg",
            "/%E2%82%AC.jpg",
            "/%f0%9f%93%b7.jpg",
            "/\ud83d\udcf7.jpg",
            "/good/../missing.jpg",
            "/~root/missing.jpg",
            "/$(reboot).jpg");
    return entry(
        "missing", with("uri", text("file://" + root + any(names))), rejected("missing_file"));
  }

  private Entry at(String kind, Place place) {
    return entry(
        kind + " " + place.file().getFileName(),
        with("uri", uriOf(place.file())),
        place.expected());
  }

  private Entry mismatch() {
    boolean bytes = random.nextInt(4) > 0;
    Map<String, String> fields =
        bytes ? with("sha256", text("0".repeat(64))) : with("width", "65535");
    return entry("mismatch", fields, rejected("content_mismatch"));
  }

  /** A camera whose clock steps back by hours, after one frame at the right time. */
  private Entry late() {
    String camera = "ill-backwards";
    Map<String, String> fields = good(camera);
    if (!advanced) {
      advanced = true;
      return entry("before late", camera, fields, Set.of("analysed"));
    }
    fields.put("captured_at", text(captured().minus(Duration.ofHours(3)).toString()));
    return entry("late", camera, fields, Set.of("late"));
  }

  private Entry duplicate() {
    if (echoed == null) {
      String camera = "ill-echo";
      echoed = entry("before duplicate", camera, good(camera), Set.of("analysed"));
      return echoed;
    }
    return new Entry(
        "duplicate", echoed.camera(), echoed.key(), echoed.value(), Set.of("duplicate"));
  }

  /** What looks bad and is not: these frames are analysed. */
  private Entry harmless() {
    int kind = random.nextInt(4);
    String camera = "ill-harmless-" + kind;
    Map<String, String> fields = good(camera);
    switch (kind) {
      case 0 -> fields.put("note", "\"a\\u0000b\\ud800\"");
      case 1 -> fields.put("captured_at", text(captured().minus(Duration.ofDays(3)).toString()));
      case 2 -> fields.put("captured_at", text(captured().plusSeconds(240).toString()));
      default -> fields.put("padding", text("y".repeat(60_000)));
    }
    return entry("harmless", camera, fields, Set.of("analysed"));
  }

  private String camera() {
    return "ill-" + random.nextInt(CAMERAS);
  }

  /** A later time than that of any record before, some minutes ago. */
  private Instant captured() {
    return now.minusSeconds(240).plusMillis(made);
  }

  private Map<String, String> good(String camera) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("camera_id", text(camera));
    fields.put("uri", uriOf(any(pictures)));
    fields.put("captured_at", text(captured().toString()));
    made++;
    return fields;
  }

  /** A good reference of any camera but for one field. */
  private Map<String, String> with(String field, String json) {
    Map<String, String> fields = good(camera());
    fields.put(field, json);
    return fields;
  }

  private static Entry entry(String kind, Map<String, String> fields, Set<String> expected) {
    String camera = fields.get("camera_id").replace("\"", "");
    return entry(kind, camera, fields, expected);
  }

  private static Entry entry(
      String kind, String camera, Map<String, String> fields, Set<String> expected) {
    return new Entry(kind, camera, bytes(camera), bytes(json(fields)), expected);
  }

  private static Set<String> rejected(String reason) {
    return Set.of("rejected:" + reason);
  }

  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> text(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String uriOf(Path file) {
    return text("file://" + file);
  }

  /** A JSON string in ASCII. */
  private static String text(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < ' ' || c > '~' || c == '"' || c == '\\'
                    ? String.format("\\u%04x", c)
                    : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
