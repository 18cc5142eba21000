package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");

  @Test
  void nameThenFoldersThenModificationTime() {
    CaptureClock clock = new CaptureClock(ZoneOffset.UTC);
    Instant written = Instant.parse("2026-11-20T09:00:00.123456789Z");

    assertThat(read(clock, "2026/11/20/x_20261120_080001.jpg", written))
        .isEqualTo("2026-11-20T08:00:01Z");
    assertThat(read(clock, "2026/11/20/08/00/02.jpg", written)).isEqualTo("2026-11-20T08:00:02Z");
    assertThat(read(clock, "2026-11-20/080003.jpg", written)).isEqualTo("2026-11-20T08:00:03Z");
    assertThat(read(clock, "2026-11-20/0001.jpg", written))
        .isEqualTo("2026-11-20T09:00:00.123456Z");
  }

  @Test
  void theHourLeftOutInSpringIsTheHourAfterIt() {
    CaptureClock clock = new CaptureClock(BERLIN);

    assertThat(read(clock, "20260329_015959.jpg")).isEqualTo("2026-03-29T00:59:59Z");
    assertThat(read(clock, "20260329_021000.jpg")).isEqualTo("2026-03-29T01:10:00Z");
    assertThat(read(clock, "20260329_031000.jpg")).isEqualTo("2026-03-29T01:10:00Z");
  }

  @Test
  void theHourThatOccursTwiceIsTheFirstUnlessThatWouldGoBack() {
    CaptureClock clock = new CaptureClock(BERLIN);

    assertThat(read(clock, "20261025_023000.jpg")).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(read(clock, "20261025_025900.jpg")).isEqualTo("2026-10-25T00:59:00Z");
    assertThat(read(clock, "20261025_020000.jpg")).isEqualTo("2026-10-25T01:00:00Z");
    assertThat(read(clock, "20261025_023000_2.jpg")).isEqualTo("2026-10-25T01:30:00Z");
    assertThat(read(clock, "20261025_030000.jpg")).isEqualTo("2026-10-25T02:00:00Z");
  }

  @Test
  void aPictureThatWasWrittenBeforeTheSecondHourIsOfTheFirst() {
    CaptureClock clock = new CaptureClock(BERLIN);
    clock.note("cam", Instant.parse("2026-10-25T00:30:05Z"));

    assertThat(read(clock, "20261025_023000.jpg", Instant.parse("2026-10-25T00:30:06Z")))
        .as("it merely comes late")
        .isEqualTo("2026-10-25T00:30:00Z");
  }

  @Test
  void camerasHaveTheirOwnOrder() {
    CaptureClock clock = new CaptureClock(BERLIN);
    clock.note("other", Instant.parse("2026-10-25T00:59:00Z"));

    assertThat(read(clock, "20261025_020000.jpg")).isEqualTo("2026-10-25T00:00:00Z");
  }

  /** In real zones, a camera that names its pictures by the wall clock is read back as it was. */
  @Test
  void aCamerasDayWithAChangeIsReadBackExactly() {
    List<ZonedDateTime> mornings =
        List.of(
            LocalDateTime.parse("2026-10-24T23:00:00").atZone(BERLIN),
            LocalDateTime.parse("2026-10-31T23:00:00").atZone(ZoneId.of("America/New_York")),
            // Half an hour only.
            LocalDateTime.parse("2026-04-04T23:00:00").atZone(ZoneId.of("Australia/Lord_Howe")),
            LocalDateTime.parse("2026-03-28T23:00:00").atZone(BERLIN));
    Random random = new Random(1);
    for (ZonedDateTime start : mornings) {
      for (boolean timesKept : new boolean[] {true, false}) {
        CaptureClock clock = new CaptureClock(start.getZone());
        Instant copied = start.toInstant().plus(Duration.ofDays(30));
        Instant taken = start.toInstant();
        for (int i = 0; i < 400; i++) {
          taken = taken.plusSeconds(1 + random.nextInt(100));
          String name = NAME.format(taken.atZone(start.getZone())) + ".jpg";
          assertThat(read(clock, name, timesKept ? taken.plusSeconds(2) : copied))
              .as("%s, %s", start, timesKept)
              .isEqualTo(taken);
        }
      }
    }
  }

  private static Instant read(CaptureClock clock, String file) {
    return read(clock, file, Instant.parse("2027-01-01T00:00:00Z"));
  }

  private static Instant read(CaptureClock clock, String file, Instant written) {
    return clock.read("cam", Path.of(file), FileTime.from(written)).time();
  }
}
