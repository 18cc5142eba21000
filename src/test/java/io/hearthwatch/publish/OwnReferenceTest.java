package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.publish.JournalLine.Acknowledged;
import io.hearthwatch.publish.JournalLine.Frame;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnReferenceTest {
  private static final String OWN = "file:///cameras/porch/a%20b.jpg";
  private static final String TIME = "2026-11-20T08:00:01.250123Z";

  private final OwnReference own = new OwnReference(List.of("file:///cameras/", "file:///state/"));

  @Test
  void itsOwnAreKnown() {
    assertThat(in("porch", OWN, TIME))
        .contains(new Frame("porch", Instant.parse("2026-11-20T08:00:01.250123Z"), OWN));
    assertThat(in("porch", "file:///state/frames/porch/v.mp4/00000000.jpg", TIME)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "front door                       | file:///cameras/1.jpg          | 2026-11-20T08:00:01Z",
        "porch K 0 porch file:///x        | file:///cameras/1.jpg          | 2026-11-20T08:00:01Z",
        "porch\\n                         | file:///cameras/1.jpg          | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/a b.jpg        | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/%zz.jpg        | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/%00.jpg        | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/1.jpg?size=2   | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/1.jpg#2        | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/t\u00fcr.jpg  | 2026-11-20T08:00:01Z",
        "porch                            | file:///elsewhere/1.jpg        | 2026-11-20T08:00:01Z",
        "porch                            | file:///cameras/1.jpg  | +1000000000-12-31T23:59:59Z",
        "porch                            | file:///cameras/1.jpg          | yesterday",
      })
  void othersAreNot(String key, String uri, String capturedAt) {
    assertThat(in(key.translateEscapes(), uri, capturedAt)).isEmpty();
  }

  @Test
  void whatIsNoReferenceIsNot() {
    for (String value : List.of("", "null", "[]", "{}", "text", "{\"uri\":7}", "[[[[[[")) {
      assertThat(own.in("porch", value.getBytes(StandardCharsets.UTF_8))).as(value).isEmpty();
    }
    assertThat(own.in("porch", null)).isEmpty();
    assertThat(own.in(null, new byte[0])).isEmpty();
  }

  /** Such lines may stand in journals already: what they say is read back from the topic. */
  @Test
  void aLineOfForeignWordsIsDamaged() {
    for (Frame foreign :
        List.of(
            new Frame("front door", Instant.EPOCH, OWN),
            new Frame("porch", Instant.EPOCH, "file:///cameras/a b.jpg"))) {
      byte[] line = new Acknowledged(0, 5, foreign).bytes();
      assertThat(JournalLine.parse(Arrays.copyOf(line, line.length - 1))).isEmpty();
    }
  }

  @Test
  void whatNamesNoFileIsNotKeptByACompaction() {
    StillThere stillThere = new StillThere(Path.of("/cameras"));
    for (String uri : List.of("door", "", "file:///cameras/%00.jpg", "s3://b/k?x", "file:a")) {
      assertThat(stillThere.test(uri)).as(uri).isFalse();
    }
    assertThat(stillThere.test("file:///nowhere/1.jpg")).as("not below a camera").isTrue();
  }

  private Optional<Frame> in(String key, String uri, String capturedAt) {
    String json =
        "{\"camera_id\":\"porch\",\"uri\":\"%s\",\"captured_at\":\"%s\"}"
            .formatted(uri, capturedAt);
    return own.in(key, json.getBytes(StandardCharsets.UTF_8));
  }
}
