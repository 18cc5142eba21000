package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReferenceParserTest {
  private static final String GOOD =
      """
      {"camera_id": "front-door", "uri": "file:///frames/front-door/1.jpg",
       "captured_at": "2026-11-20T08:00:01.250123Z", "more": [1, {"x": null}]}""";

  private final FrameReferenceParser parser =
      new FrameReferenceParser(new IngestSettings(List.of("file:///frames"), false, 65_536));

  @Test
  void readsAReference() throws Exception {
    assertThat(parse(GOOD))
        .isEqualTo(
            new FrameReference(
                "front-door",
                "file:///frames/front-door/1.jpg",
                1_795_161_601_250_123L,
                null,
                null,
                null));
  }

  @Test
  void aCameraThatIsNotHeardIsRefusedByItsName() throws Exception {
    FrameReferenceParser choosy =
        new FrameReferenceParser(
            new IngestSettings(
                List.of("file:///frames"), false, 65_536, List.of("garden-*", "front-door")));
    assertThat(choosy.parse(bytes("front-door"), bytes(GOOD)).cameraId()).isEqualTo("front-door");

    String other = GOOD.replace("\"front-door\"", "\"back-door\"");
    InvalidReferenceException e =
        catchThrowableOfType(
            InvalidReferenceException.class, () -> choosy.parse(bytes("back-door"), bytes(other)));
    assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_CAMERA);
    assertThat(e).hasMessageContaining("'back-door'").hasMessageContaining("ingest.cameras");
  }

  @Test
  void readsTheOptionalFields() throws Exception {
    String sha = "AB".repeat(32);
    FrameReference reference =
        parse(with("\"sha256\": \"" + sha + "\", \"width\": 640, \"height\": 360"));
    assertThat(reference.sha256()).isEqualTo("ab".repeat(32));
    assertThat(reference.width()).isEqualTo(640);
    assertThat(reference.height()).isEqualTo(360);
  }

  @Test
  void offsetsAreConvertedAndNanosecondsCut() throws Exception {
    assertThat(
            parse(GOOD.replace("08:00:01.250123Z", "09:30:01.250123999+01:30")).capturedAtMicros())
        .isEqualTo(1_795_161_601_250_123L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          MALFORMED_JSON | not json
          MALFORMED_JSON | {"camera_id":
          MALFORMED_JSON | []
          MALFORMED_JSON | "text"
          MALFORMED_JSON | null
          MALFORMED_JSON | {} {}
          MALFORMED_JSON | {"camera_id": NaN}
          MALFORMED_JSON | {"camera_id": "a", "camera_id": "a"}
          MISSING_FIELD  | {}
          MISSING_FIELD  | {"camera_id": null}
          INVALID_FIELD  | {"camera_id": 7}
          INVALID_FIELD  | {"camera_id": ""}
          INVALID_FIELD  | {"camera_id": "a b"}
          INVALID_FIELD  | {"camera_id": "\\u0000"}
          INVALID_FIELD  | {"camera_id": "\\ud800"}
          KEY_MISMATCH   | {"camera_id": "back-door"}
          """)
  void aBadRecordHasItsReason(Reason reason, String value) {
    assertThat(rejection("front-door", value).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z",
    "1999-12-31T23:59:59.999999Z",
    "2200-01-01T00:00:00Z",
    "+292278994-08-17T07:12:55Z",
    "-0001-01-01T00:00:00Z",
    "2026-11-20",
    "2026-11-20T08:00:01",
    "2026-13-20T08:00:01Z",
    "yesterday",
    "1795161601250"
  })
  void impossibleInstantsAreNamed(String instant) {
    InvalidReferenceException e =
        rejection("front-door", GOOD.replace("2026-11-20T08:00:01.250123Z", instant));
    assertThat(e.reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(e).hasMessageContaining("captured_at").hasMessageContaining(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "width,0",
    "width,65536",
    "height,1.5",
    "height,\"\"\"640\"\"\"",
    "sha256,\"\"\"abc\"\"\"",
    "sha256,1"
  })
  void optionalFieldsAreCheckedWhenGiven(String field, String value) {
    InvalidReferenceException e =
        rejection("front-door", with("\"" + field + "\": " + value.replace("\"\"\"", "\"")));
    assertThat(e.reason()).isEqualTo(Reason.INVALID_FIELD);
    assertThat(e).hasMessageContaining(field);
  }

  @Test
  void keysMustBeTheCamera() {
    assertThat(rejection(null, GOOD).reason()).isEqualTo(Reason.KEY_MISMATCH);
    assertThat(rejection("Front-Door", GOOD).reason()).isEqualTo(Reason.KEY_MISMATCH);
  }

  @Test
  void noValueAndTooMuchValue() {
    assertThat(rejection("front-door", null).reason()).isEqualTo(Reason.MALFORMED_JSON);
    assertThat(rejection("front-door", " ".repeat(65_537)).reason())
        .isEqualTo(Reason.RECORD_TOO_LARGE);
  }

  @Test
  void deepNestingIsMalformedNotAStackOverflow() {
    String deep = "{\"x\":" + "[".repeat(30_000);
    assertThat(rejection("front-door", deep).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] value = GOOD.getBytes(StandardCharsets.UTF_8);
    value[20] = (byte) 0xff;
    InvalidReferenceException e =
        catchThrowableOfType(
            InvalidReferenceException.class, () -> parser.parse(key("front-door"), value));
    assertThat(e.reason()).isEqualTo(Reason.MALFORMED_JSON);
    byte[] utf16 = GOOD.getBytes(StandardCharsets.UTF_16);
    assertThat(
            catchThrowableOfType(
                    InvalidReferenceException.class, () -> parser.parse(key("front-door"), utf16))
                .reason())
        .isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void mutatedRecordsAreReadOrRejectedButNeverThrowAnythingElse() {
    Random random = new Random(3);
    int rejected = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] value = GOOD.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(value.length);
        switch (random.nextInt(3)) {
          case 0 -> value[at] = (byte) random.nextInt(256);
          case 1 -> value = Arrays.copyOf(value, at);
          default -> value[at] ^= (byte) (1 << random.nextInt(8));
        }
        if (value.length == 0) {
          break;
        }
      }
      rejected += readOrRejected(key("front-door"), value) ? 0 : 1;
    }
    assertThat(rejected).isGreaterThan(10_000);
  }

  private boolean readOrRejected(byte[] key, byte[] value) {
    try {
      FrameReference reference = parser.parse(key, value);
      assertThat(reference.uri()).startsWith("file:///frames/");
      return true;
    } catch (InvalidReferenceException e) {
      assertThat(e.verdict().detail()).hasSizeLessThan(800).doesNotContain("\u0000");
      return false;
    }
  }

  private static String with(String fields) {
    return GOOD.replace("\"more\"", fields + ", \"more\"");
  }

  private FrameReference parse(String value) throws InvalidReferenceException {
    return parser.parse(key("front-door"), value.getBytes(StandardCharsets.UTF_8));
  }

  private InvalidReferenceException rejection(String key, String value) {
    return catchThrowableOfType(
        InvalidReferenceException.class,
        () ->
            parser.parse(key(key), value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] key(String key) {
    return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
