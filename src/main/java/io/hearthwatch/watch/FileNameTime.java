package io.hearthwatch.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the capture time that cameras and phones write into file names.
 *
 * <p>Understood anywhere in a name: {@code 20261120_080001}, {@code 20261120080001}, {@code
 * 20261120080001250}, {@code 2026-11-20_08-00-01}, {@code 2026-11-20T08-00-01.250Z} (also with an
 * offset), and 13 digits of epoch milliseconds. What follows the seconds in another form, such as
 * {@code _2} for the second picture of a burst, is not a time. Only times in the years 2000 to 2199
 * count.
 */
public final class FileNameTime {
  /** The separator inside date and time is whatever stands first, and the same throughout. */
  private static final Pattern CALENDAR =
      Pattern.compile(
          "(?<!\\d)(?<year>\\d{4})(?<ds>[-_.]?)(?<month>\\d{2})\\k<ds>(?<day>\\d{2})"
              + "(?<gap>[T_ -]?)(?<hour>\\d{2})(?<ts>[-:._]?)(?<minute>\\d{2})\\k<ts>(?<second>\\d{2})"
              + "(?:[.,](?<fraction>\\d{1,9})|(?<millis>\\d{3}))?"
              + "(?<offset>Z|(?<=T[-:._0-9,]{6,18})[+-]\\d{2}[-:]?\\d{2})?(?!\\d)");

  private static final Pattern EPOCH_MILLIS = Pattern.compile("(?<!\\d)(\\d{13})(?!\\d)");

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private FileNameTime() {}

  /**
   * The instants that a name can mean.
   *
   * @param earlier the only one, or the first of two
   * @param later the same, except in the hour that occurs twice in autumn: an hour later there
   */
  record Meaning(Instant earlier, Instant later) {
    boolean plausible() {
      return !earlier.isBefore(EARLIEST) && earlier.isBefore(LATEST);
    }
  }

  /**
   * The first time in a name.
   *
   * @param zone meant by times without an offset; of an hour that occurs twice in autumn the first,
   *     and of one left out in spring the hour after it
   */
  public static Optional<Instant> in(String name, ZoneId zone) {
    return meaning(name, zone).map(Meaning::earlier);
  }

  /** As {@link #in}, with both instants of an hour that occurs twice. */
  static Optional<Meaning> meaning(String name, ZoneId zone) {
    Matcher calendar = CALENDAR.matcher(name);
    while (calendar.find()) {
      Optional<Meaning> time = calendarTime(calendar, zone);
      if (time.isPresent()) {
        return time;
      }
    }
    return EPOCH_MILLIS
        .matcher(name)
        .results()
        .map((MatchResult digits) -> Instant.ofEpochMilli(Long.parseLong(digits.group())))
        .map(instant -> new Meaning(instant, instant))
        .filter(Meaning::plausible)
        .findFirst();
  }

  private static Optional<Meaning> calendarTime(Matcher match, ZoneId zone) {
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(match, "year"),
              number(match, "month"),
              number(match, "day"),
              number(match, "hour"),
              number(match, "minute"),
              number(match, "second"),
              nanos(match));
      String offset = match.group("offset");
      ZoneId where = offset == null ? zone : ZoneOffset.of(asOffset(offset));
      ZonedDateTime earlier = local.atZone(where);
      return Optional.of(
              new Meaning(earlier.toInstant(), earlier.withLaterOffsetAtOverlap().toInstant()))
          .filter(Meaning::plausible);
    } catch (DateTimeException notACalendarTime) {
      return Optional.empty();
    }
  }

  /** {@code +01-00} as {@code +01:00}: a colon cannot be part of a file name everywhere. */
  private static String asOffset(String offset) {
    return offset.charAt(0) + offset.substring(1).replace('-', ':');
  }

  private static int nanos(Matcher match) {
    String fraction = match.group("fraction");
    if (fraction == null) {
      fraction = match.group("millis");
    }
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static int number(Matcher match, String group) {
    return Integer.parseInt(match.group(group));
  }
}
