package io.hearthwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteClockTest {
  @ParameterizedTest
  @CsvSource({
    "2026-07-01T19:59:59.999Z, false", // 21:59:59 summer time
    "2026-07-01T20:00:00Z, true",
    "2026-07-02T03:59:59Z, true",
    "2026-07-02T04:00:00Z, false",
    "2026-12-01T20:00:00Z, false", // 21:00 winter time
    "2026-12-01T21:00:00Z, true",
    "2026-12-02T04:00:00Z, true",
    "2026-12-02T05:00:00Z, false",
    "2026-03-29T03:59:59Z, true", // the day summer time begins
    "2026-03-29T04:00:00Z, false",
    "2026-10-25T04:59:59Z, true", // the day it ends
    "2026-10-25T05:00:00Z, false"
  })
  void nightFollowsSummerTime(String instant, boolean night) {
    assertThat(clock("Europe/Berlin", "22:00", "06:00").night(micros(instant))).isEqualTo(night);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, true", // 01:59:59, then 03:00: 02:30 never comes
    "2026-03-29T01:00:00Z, false",
    "2026-10-25T00:29:59Z, true", // 02:29:59, the first time
    "2026-10-25T00:30:00Z, false",
    "2026-10-25T01:29:59Z, true", // 02:29:59 again
    "2026-10-25T01:30:00Z, false"
  })
  void nightThatEndsInTheChangeFollowsTheClockFace(String instant, boolean night) {
    assertThat(clock("Europe/Berlin", "22:00", "02:30").night(micros(instant))).isEqualTo(night);
  }

  @Test
  void nightWithinOneDayAndEmptyNight() {
    SiteClock early = clock("UTC", "01:00", "05:00");
    assertThat(early.night(micros("2026-07-01T00:59:59Z"))).isFalse();
    assertThat(early.night(micros("2026-07-01T01:00:00Z"))).isTrue();
    assertThat(early.night(micros("2026-07-01T05:00:00Z"))).isFalse();
    SiteClock never = clock("UTC", "03:00", "03:00");
    assertThat(never.night(micros("2026-07-01T03:00:00Z"))).isFalse();
  }

  @Test
  void showsTheSitesTime() {
    assertThat(clock("Asia/Kolkata", "22:00", "06:00").face(micros("2026-07-01T20:00:00.9Z")))
        .isEqualTo("01:30:00");
  }

  private static SiteClock clock(String zone, String start, String end) {
    return new SiteClock(
        new RiskSettings(ZoneId.of(zone), LocalTime.parse(start), LocalTime.parse(end)));
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
