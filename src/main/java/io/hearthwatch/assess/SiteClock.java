package io.hearthwatch.assess;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Event time as the site's wall clocks show it, summer time included. It is night from {@code
 * nightStart} until {@code nightEnd}; never when the two are equal.
 */
final class SiteClock implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final DateTimeFormatter CLOCK_FACE =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final RiskSettings settings;

  SiteClock(RiskSettings settings) {
    this.settings = settings;
  }

  /** Whether a moment, in epoch microseconds, lies in the night. */
  boolean night(long micros) {
    LocalTime time = local(micros);
    LocalTime start = settings.nightStart();
    LocalTime end = settings.nightEnd();
    boolean started = !time.isBefore(start);
    boolean ended = !time.isBefore(end);
    return start.isAfter(end) ? started || !ended : started && !ended;
  }

  /** A moment, in epoch microseconds, as {@code HH:mm:ss}. */
  String face(long micros) {
    return CLOCK_FACE.format(local(micros));
  }

  private LocalTime local(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(settings.timeZone()).toLocalTime();
  }
}
