package io.hearthwatch.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-07-20, 2026-07-19T22:00:00Z",
    "2026-11-20T08:00, 2026-11-20T07:00:00Z",
    "2026-11-20T08:00:01.25, 2026-11-20T07:00:01.250Z",
    "2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z",
    "2026-11-20T08:00-05:00, 2026-11-20T13:00:00Z",
    "2026-10-25T02:30+01:00, 2026-10-25T01:30:00Z",
  })
  void aBoundHasItsOwnZoneOrTheSites(String text, Instant moment) {
    assertThat(TimeRange.parse(text, null, BERLIN)).isEqualTo(new TimeRange(moment, null));
    assertThat(TimeRange.parse(null, text, BERLIN)).isEqualTo(new TimeRange(null, moment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2026-13-01", "2026-11-20 08:00", "20.11.2026", "1795161600"})
  void whatIsNoTimeIsNamedWithExamples(String text) {
    assertThatThrownBy(() -> TimeRange.parse(null, text, BERLIN))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageStartingWith("--to '" + text + "' is no time; take one such as 2026-11-20,")
        .hasMessageContaining("Europe/Berlin");
  }

  @Test
  void aLocalTimeThatIsTwiceOrNeverNeedsItsOffset() {
    assertThatThrownBy(() -> TimeRange.parse("2026-10-25T02:30", null, BERLIN))
        .hasMessageContaining("2026-10-25T02:30 exists twice in Europe/Berlin");
    assertThatThrownBy(() -> TimeRange.parse("2026-03-29T02:30", null, BERLIN))
        .hasMessageContaining("2026-03-29T02:30 does not exist in Europe/Berlin");
  }

  @Test
  void anEmptyRangeIsRefused() {
    assertThatThrownBy(() -> TimeRange.parse("2026-11-20", "2026-11-20", BERLIN))
        .isInstanceOf(InvalidExportException.class)
        .hasMessageContaining("nothing is in between");
  }
}
