package io.hearthwatch.cli;

import io.hearthwatch.export.RowFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a file format by the end that its files' names have. */
final class RowFormatConverter implements ITypeConverter<RowFormat> {

  @Override
  public RowFormat convert(String name) {
    return RowFormat.ofExtension(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + name
                        + "' is neither csv nor ndjson.zst"
                        + (name.contains("json")
                            ? "; ndjson.zst has one JSON object on each line, `zstd -dc` shows them"
                            : "")));
  }
}
