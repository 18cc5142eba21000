package io.hearthwatch.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * A half-open range of time: what happens at {@code from} is in it, what happens at {@code to} is
 * not, so that ranges which follow each other share nothing.
 *
 * @param from start; null for everything until {@code to}
 * @param to end; null for everything from {@code from} on
 */
public record TimeRange(Instant from, Instant to) {

  /**
   * @throws InvalidExportException when nothing can lie in the range
   */
  public TimeRange {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new InvalidExportException(
          "--from %s is not before --to %s: nothing is in between".formatted(from, to));
    }
  }

  /**
   * Reads both bounds.
   *
   * @param from a date, or a date and time, in ISO 8601; with an offset or {@code Z}, else in the
   *     site's time zone; null for none
   * @param to the same
   * @param site the site's time zone
   * @throws InvalidExportException when a bound is none, or its local time exists twice or not at
   *     all
   */
  public static TimeRange parse(String from, String to, ZoneId site) {
    return new TimeRange(bound("--from", from, site), bound("--to", to, site));
  }

  private static Instant bound(String option, String text, ZoneId site) {
    if (text == null) {
      return null;
    }
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(site).toInstant();
      }
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime moment
          ? moment.toInstant()
          : atSite(option, (LocalDateTime) time, site);
    } catch (DateTimeException e) {
      throw new InvalidExportException(
          "%s '%s' is no time; take one such as 2026-11-20, 2026-11-20T08:00 (both in %s) or 2026-11-20T08:00:00Z"
              .formatted(option, text, site));
    }
  }

  private static Instant atSite(String option, LocalDateTime local, ZoneId site) {
    int times = site.getRules().getValidOffsets(local).size();
    if (times != 1) {
      throw new InvalidExportException(
          "%s %s %s in %s, where the clocks change; write it with its offset, such as %s+01:00"
              .formatted(
                  option, local, times == 0 ? "does not exist" : "exists twice", site, local));
    }
    return local.atZone(site).toInstant();
  }
}
