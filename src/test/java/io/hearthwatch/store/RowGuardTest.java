package io.hearthwatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the guard does to values, one by one. */
class RowGuardTest {

  @Test
  void replacesNulAndLoneSurrogatesAndKeepsPairs() {
    assertThat(text("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(text("a\uD83Db")).isEqualTo("a\uFFFDb");
    assertThat(text("\uDE00")).isEqualTo("\uFFFD");
    assertThat(text("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    assertThat(text("\u05D0\u202E\u0000")).isEqualTo("\u05D0\u202E\uFFFD");
    assertThat(text(null)).isNull();
  }

  @Test
  void cutsToTheLimitWithAnEllipsisAndNeverThroughAPair() {
    assertThat(text("x".repeat(128))).isEqualTo("x".repeat(128));
    assertThat(text("x".repeat(129))).isEqualTo("x".repeat(127) + "\u2026");
    assertThat(text("x".repeat(126) + "\uD83D\uDE00" + "y".repeat(9)))
        .isEqualTo("x".repeat(126) + "\u2026");
  }

  @Test
  void anyTextComesOutStorableAndWithinItsLimit() throws CharacterCodingException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      char[] units = new char[random.nextInt(200)];
      for (int i = 0; i < units.length; i++) {
        units[i] =
            switch (random.nextInt(4)) {
              case 0 -> (char) (Character.MIN_SURROGATE + random.nextInt(2048));
              case 1 -> (char) random.nextInt(3);
              default -> (char) random.nextInt(0x10000);
            };
      }
      String text = text(new String(units));
      assertThat(text).hasSizeLessThanOrEqualTo(128).doesNotContain("\0");
      StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
    }
  }

  @Test
  void bringsTimesIntoYearsOneTo9999() {
    assertThat(RowGuard.micros(Long.MIN_VALUE)).hasToString("0001-01-01T00:00Z");
    assertThat(RowGuard.micros(Long.MAX_VALUE)).hasToString("9999-12-31T23:59:59.999999Z");
    assertThat(RowGuard.millis(Long.MIN_VALUE)).hasToString("0001-01-01T00:00Z");
    assertThat(RowGuard.millis(Long.MAX_VALUE)).hasToString("9999-12-31T23:59:59.999Z");
    assertThat(RowGuard.micros(1_795_161_600_000_001L)).hasToString("2026-11-20T08:00:00.000001Z");
    assertThat(RowGuard.micros(-1)).hasToString("1969-12-31T23:59:59.999999Z");
  }

  @Test
  void bringsNumbersIntoRange() {
    assertThat(RowGuard.coordinate(Float.NaN)).isZero();
    assertThat(RowGuard.coordinate(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Float.floatToIntBits(RowGuard.coordinate(-0.0f))).isZero();
    assertThat(RowGuard.coordinate(Float.MAX_VALUE)).isEqualTo(Float.MAX_VALUE);
    assertThat(RowGuard.confidenceE4(-1)).isZero();
    assertThat(RowGuard.confidenceE4(10_001)).isEqualTo(10_000);
    assertThat(RowGuard.offsetCount(0)).isOne();
    assertThat(RowGuard.bytes(new byte[65_537])).hasSize(65_536);
    assertThat(RowGuard.bytes(null)).isNull();
  }

  private static String text(String value) {
    return RowGuard.text(value, TextLimit.NAME);
  }
}
