package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void anOutageDoesNotMakeItRestForLong() {
    for (Duration outage :
        new Duration[] {
          Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofNanos(Long.MAX_VALUE)
        }) {
      assertThat(rest("PT2S", outage)).as("%s", outage).isEqualTo(Duration.ofSeconds(10));
    }
    assertThat(rest("PT1M", Duration.ofHours(1)))
        .as("files that need longer are not looked at more often")
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void lookingTakesAFifthOfTheTime() {
    assertThat(rest("PT2S", Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(1_200));
    assertThat(rest("PT2S", Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void quickLooksComeTwiceASecondOrAsOftenAsFilesSettle() {
    assertThat(rest("PT2S", Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    assertThat(rest("PT0.2S", Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(200));
    assertThat(rest("PT0S", Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
  }

  private static Duration rest(String settle, Duration look) {
    return Duration.ofNanos(new Pace(Duration.parse(settle)).restNanos(look.toNanos()));
  }
}
