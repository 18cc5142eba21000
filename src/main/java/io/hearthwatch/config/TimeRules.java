package io.hearthwatch.config;

import io.hearthwatch.text.Suggestion;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.apache.flink.util.TimeUtils;

/** Rules for durations, times of day and time zones. */
final class TimeRules {
  private TimeRules() {}

  /**
   * A duration in Flink's syntax, in a closed range, in whole milliseconds. Unlike Flink's, a bare
   * number is refused: {@code 90} would be 90 milliseconds where 90 seconds were meant.
   */
  static Rule<Duration> duration(String least, String most, String example) {
    Duration shortest = TimeUtils.parseDuration(least);
    Duration longest = TimeUtils.parseDuration(most);
    return Rule.of(
        "a duration with its unit (ms, s, min, h, d) from " + least + " to " + most,
        example,
        text -> {
          if (text.matches("[0-9]+")) {
            throw new IllegalArgumentException(Quoted.text(text) + " has no unit");
          }
          Duration duration = parse(text);
          NumberRules.checkRange(text, duration, shortest, longest);
          if (duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                Quoted.text(text) + " is no whole number of milliseconds");
          }
          return duration;
        },
        duration -> duration.toMillis() + " ms");
  }

  /** A time of day to the minute. */
  static Rule<String> timeOfDay(String example) {
    return Rule.of(
        "a time of day from 00:00 to 23:59",
        example,
        text -> {
          if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            throw new IllegalArgumentException(Quoted.text(text) + " is not a time of day");
          }
          return LocalTime.parse(text).toString();
        },
        text -> text);
  }

  /** A region of the time zone database. */
  static Rule<String> timeZone(String example) {
    return Rule.of(
        "a name of the IANA time zone database",
        example,
        text -> {
          if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException(
                Quoted.text(text)
                    + " is not a known time zone"
                    + Suggestion.among(ZoneId.getAvailableZoneIds(), text));
          }
          return text;
        },
        text -> text);
  }

  private static Duration parse(String text) {
    try {
      return TimeUtils.parseDuration(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a duration", e);
    }
  }
}
