package io.hearthwatch.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time zone as people name them. */
final class TimeZoneConverter implements ITypeConverter<ZoneId> {

  @Override
  public ZoneId convert(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + name + "' is no time zone; take one such as Europe/Berlin or UTC");
    }
  }
}
