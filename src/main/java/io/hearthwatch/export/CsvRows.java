package io.hearthwatch.export;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Comma-separated values as in RFC 4180, in UTF-8, with a line of names first; lines end with a
 * line feed. NULL is an empty cell, an empty text is {@code ""}. Texts pass {@link FormulaGuard}.
 */
final class CsvRows implements RowWriter {
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .build();

  /** Written raw: the library's own option for it is not heeded beside strict quoting. */
  private static final String EMPTY_TEXT = "\"\"";

  private final CsvGenerator generator;
  private final List<Column> columns;

  CsvRows(OutputStream stream, List<Column> columns) throws IOException {
    this.columns = columns;
    CsvSchema.Builder schema = CsvSchema.builder();
    columns.forEach(column -> schema.addColumn(column.name()));
    generator = FACTORY.createGenerator(stream);
    generator.setSchema(schema.build());
    generator.writeStartArray();
    for (Column column : columns) {
      generator.writeString(column.name());
    }
    generator.writeEndArray();
  }

  @Override
  public void write(ResultSet row) throws IOException, SQLException {
    generator.writeStartArray();
    for (Column column : columns) {
      String text = column.text(row);
      if (text == null) {
        generator.writeNull();
      } else if (column.kind() == Column.Kind.NUMBER) {
        generator.writeNumber(text);
      } else if (text.isEmpty()) {
        generator.writeRawValue(EMPTY_TEXT);
      } else {
        generator.writeString(FormulaGuard.guarded(text));
      }
    }
    generator.writeEndArray();
  }

  @Override
  public void finish() throws IOException {
    generator.close();
  }

  /** Rows behind the line of names. */
  static long count(InputStream stream) throws IOException {
    long lines = 0;
    try (CsvParser parser = FACTORY.createParser(stream)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && parser.getParsingContext().getParent().inArray()) {
          lines++;
        }
      }
    }
    return lines - 1;
  }
}
