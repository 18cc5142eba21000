package io.hearthwatch.store;

import io.hearthwatch.domain.RiskEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Keeps from the sinks whatever Postgres would refuse. A refused row is not one lost row: the sink
 * fails, the job restarts, reads the same record and fails again, for ever.
 *
 * <p>Every value of every column passes through here. Values that keep to the domain's contracts
 * come out as they went in; others are changed as little as makes them storable, the same way every
 * time. Never throws on a value. Stateless.
 */
final class RowGuard {

  /** Most bytes kept of a raw record's key or value. */
  static final int MAX_BYTES = 64 * 1024;

  /** Years 1 to 9999: less than Postgres can hold, and what readers in other languages can. */
  private static final long MIN_MICROS = micros("0001-01-01T00:00:00Z");

  private static final long MAX_MICROS = micros("9999-12-31T23:59:59.999999Z");

  private static final char REPLACEMENT = '\uFFFD';
  private static final char ELLIPSIS = '\u2026';

  private RowGuard() {}

  /**
   * Text that Postgres and UTF-8 can hold: NUL and lone surrogates become U+FFFD, and what exceeds
   * the limit is cut to it with an ellipsis at the end.
   *
   * @param value may be null, and then stays so
   */
  static String text(String value, TextLimit limit) {
    if (value == null) {
      return null;
    }
    String kept = value.length() <= limit.units() ? value : cut(value, limit.units());
    return storable(kept) ? kept : repaired(kept);
  }

  /** A point in time, brought into years 1 to 9999. */
  static OffsetDateTime micros(long epochMicros) {
    return instant(epochMicros).atOffset(ZoneOffset.UTC);
  }

  /** A point in time, brought into years 1 to 9999. */
  static OffsetDateTime millis(long epochMillis) {
    return micros(Math.min(Math.max(epochMillis, MIN_MICROS / 1000), MAX_MICROS / 1000) * 1000);
  }

  /** A point in time as ISO 8601 in UTC with microseconds where it has them, for JSON. */
  static String isoMicros(long epochMicros) {
    return instant(epochMicros).toString();
  }

  /** A point in time as ISO 8601 in UTC, for JSON. */
  static String isoMillis(long epochMillis) {
    return millis(epochMillis).toInstant().toString();
  }

  /** At most the first 64 KiB; null stays null. */
  static byte[] bytes(byte[] value) {
    return value == null || value.length <= MAX_BYTES ? value : Arrays.copyOf(value, MAX_BYTES);
  }

  /** A pixel coordinate; 0 for what is no finite number. */
  static float coordinate(float pixels) {
    return Float.isFinite(pixels) ? pixels + 0.0f : 0.0f;
  }

  /** A confidence in ten-thousandths, 0 to 10 000. */
  static int confidenceE4(int tenThousandths) {
    return Math.min(Math.max(tenThousandths, 0), 10_000);
  }

  /** A score, 0 to 100; null where there is no event. */
  static Integer score(RiskEvent event) {
    return event == null ? null : (Integer) Math.min(Math.max(event.score(), 0), 100);
  }

  /** A number of offsets, at least 1. */
  static long offsetCount(long offsets) {
    return Math.max(offsets, 1);
  }

  private static Instant instant(long epochMicros) {
    long micros = Math.min(Math.max(epochMicros, MIN_MICROS), MAX_MICROS);
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(String instant) {
    Instant parsed = Instant.parse(instant);
    return Math.addExact(parsed.getEpochSecond() * 1_000_000, parsed.getNano() / 1000);
  }

  private static String cut(String value, int units) {
    int end = units - 1;
    if (Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(0, end) + ELLIPSIS;
  }

  private static boolean storable(String value) {
    return value.indexOf('\0') < 0 && value.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private static String repaired(String value) {
    StringBuilder repaired = new StringBuilder(value.length());
    value
        .codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? REPLACEMENT
                    : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }
}
