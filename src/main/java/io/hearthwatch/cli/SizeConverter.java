package io.hearthwatch.cli;

import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes with its unit, as in the job's configuration. */
final class SizeConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      if (text.strip().matches(".*[A-Za-z]")) {
        return MemorySize.parseBytes(text);
      }
    } catch (IllegalArgumentException notSize) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException("'" + text + "' is no size; take one such as 50gb or 800mb");
  }
}
