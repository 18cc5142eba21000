package io.hearthwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "20261120_080001, 2026-11-20T07:00:01Z",
    "20261120-080001, 2026-11-20T07:00:01Z",
    "20261120080001, 2026-11-20T07:00:01Z",
    "20261120080001250, 2026-11-20T07:00:01.250Z",
    "2026-11-20_08-00-01, 2026-11-20T07:00:01Z",
    "2026-11-20 08.00.01, 2026-11-20T07:00:01Z",
    "2026-11-20T08-00-01.250Z, 2026-11-20T08:00:01.250Z",
    "2026-11-20T08:00:01.000001+02:00, 2026-11-20T06:00:01.000001Z",
    "20261120T080001-0530, 2026-11-20T13:30:01Z",
    "cam1_20261120_080001_motion, 2026-11-20T07:00:01Z",
    "IMG_20260720_080001_2, 2026-07-20T06:00:01Z",
    "20261120_080001-0002, 2026-11-20T07:00:01Z",
    "1795158001250, 2026-11-20T07:00:01.250Z",
    "cam-1795158001250-a, 2026-11-20T07:00:01.250Z",
    "20260329_023000, 2026-03-29T01:30:00Z",
    "20261025_023000, 2026-10-25T00:30:00Z",
  })
  void findsTheTime(String name, Instant expected) {
    assertThat(FileNameTime.in(name, BERLIN)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "000123",
        "frame-12",
        "20261320_080001",
        "20261120_250001",
        "20260230_080001",
        "19991231_235959",
        "2200-01-02_00-00-00",
        "2026-11-20",
        "9999999999999",
        "0000000000001",
        "179515800125",
        "17951580012501",
        "120261120_080001",
        "2026-1120_080001"
      })
  void findsNoneWhereNoneIs(String name) {
    assertThat(FileNameTime.in(name, BERLIN)).isEmpty();
  }

  @Test
  void readsBackEveryTimeInEveryFormat() {
    Random random = new Random(42);
    List<DateTimeFormatter> formats =
        List.of(
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss"),
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS"),
            DateTimeFormatter.ofPattern("'cam'_yyyy-MM-dd'T'HH-mm-ss.SSS'Z'"),
            DateTimeFormatter.ofPattern("yyyy.MM.dd HH.mm.ss"));
    for (int i = 0; i < 2_000; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              946_684_800L + random.nextInt(Integer.MAX_VALUE), 0, ZoneOffset.UTC);
      for (DateTimeFormatter format : formats) {
        String name = format.format(time);
        assertThat(FileNameTime.in(name, ZoneOffset.UTC))
            .as(name)
            .contains(time.toInstant(ZoneOffset.UTC));
      }
    }
  }
}
