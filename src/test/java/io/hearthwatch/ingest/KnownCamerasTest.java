package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownCamerasTest {

  @Test
  void everyCameraIsHeardWhereNoneIsNamed() {
    assertThat(new KnownCameras(List.of()).contains("any")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "door, door, true",
    "door, Door, false",
    "door, door2, false",
    "door*, door, true",
    "door*, door-2, true",
    "door*, back-door, false",
    "*door, back-door, true",
    "*door, doors, false",
    "a*a, a, false",
    "a*a, aa, true",
    "a*b*b, abb, true",
    "a*b*b, ab, false",
    "f*-d*r, front-door, true",
    "*, anything, true",
    "**, anything, true"
  })
  void aPatternMatchesTheWholeId(String written, String id, boolean heard) {
    assertThat(new KnownCameras(List.of("other", written)).contains(id)).isEqualTo(heard);
  }

  @Test
  void patternsMeanWhatAnExpressionWouldMean() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*", 1 + random.nextInt(6));
      String id = text(random, "ab", 1 + random.nextInt(8));
      assertThat(new KnownCameras(List.of(pattern)).contains(id))
          .as("%s in %s", id, pattern)
          .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), id));
    }
  }

  private static String text(Random random, String letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
