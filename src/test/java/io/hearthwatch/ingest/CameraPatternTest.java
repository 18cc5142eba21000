package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraPatternTest {
  @Test
  void oneCoversAnotherIfEveryIdOfThatIsOneOfIts() {
    List<String> ids = texts("abc", 5);
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      CameraPattern one = new CameraPattern(text(random, 1 + random.nextInt(4)));
      CameraPattern other = new CameraPattern(text(random, 1 + random.nextInt(5)));

      assertThat(one.covers(other))
          .as("%s covers %s", one, other)
          .isEqualTo(ids.stream().allMatch(id -> one.matches(id) || !other.matches(id)));
    }
  }

  @Test
  void twoMeetIfAnIdIsOneOfBoth() {
    List<String> ids = texts("ab", 8);
    Random random = new Random(12);
    for (int i = 0; i < 5_000; i++) {
      CameraPattern one = new CameraPattern(text(random, 1 + random.nextInt(4)));
      CameraPattern other = new CameraPattern(text(random, 1 + random.nextInt(4)));

      assertThat(one.meets(other))
          .as("%s meets %s", one, other)
          .isEqualTo(ids.stream().anyMatch(id -> one.matches(id) && other.matches(id)));
    }
  }

  @Test
  void whatOnlyTooLongAnIdCouldBeIsNoCamera() {
    CameraPattern begins = new CameraPattern("a".repeat(40) + "*");

    assertThat(begins.meets(new CameraPattern("*" + "b".repeat(24)))).isTrue();
    assertThat(begins.meets(new CameraPattern("*" + "b".repeat(25)))).isFalse();
  }

  @Test
  void onlyStarsAreAll() {
    assertThat(new CameraPattern("**").isAll()).isTrue();
    assertThat(new CameraPattern("*a").isAll()).isFalse();
    assertThat(new CameraPattern("a").isId()).isTrue();
    assertThat(new CameraPattern("*").isId()).isFalse();
  }

  /** All texts of these letters with 1 to so many of them. */
  private static List<String> texts(String letters, int longest) {
    List<String> all = new ArrayList<>();
    List<String> last = List.of("");
    for (int length = 1; length <= longest; length++) {
      List<String> longer = new ArrayList<>();
      for (String text : last) {
        letters.chars().forEach(letter -> longer.add(text + (char) letter));
      }
      all.addAll(longer);
      last = longer;
    }
    return all;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab*".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
