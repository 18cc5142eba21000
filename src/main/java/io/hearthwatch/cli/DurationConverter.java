package io.hearthwatch.cli;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration with its unit, as in the job's configuration. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      if (text.strip().matches(".*[A-Za-z]")) {
        return TimeUtils.parseDuration(text);
      }
    } catch (IllegalArgumentException | ArithmeticException notADuration) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'" + text + "' is no duration; take one such as 500ms, 2s or 90d");
  }
}
