package io.hearthwatch.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * One JSON object per line, compressed with Zstandard: exact values, nothing guarded or left out.
 * The frame carries a checksum over its content.
 */
final class CompressedJsonRows implements RowWriter {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final JsonGenerator generator;
  private final List<Column> columns;

  CompressedJsonRows(OutputStream stream, List<Column> columns) throws IOException {
    this.columns = columns;
    generator = FACTORY.createGenerator(CompressedLines.to(stream));
    generator.setRootValueSeparator(null);
  }

  @Override
  public void write(ResultSet row) throws IOException, SQLException {
    generator.writeStartObject();
    for (Column column : columns) {
      String text = column.text(row);
      generator.writeFieldName(column.name());
      if (text == null) {
        generator.writeNull();
      } else {
        switch (column.kind()) {
          case NUMBER -> generator.writeNumber(text);
          case BOOLEAN, JSON -> generator.writeRawValue(text);
          case MOMENT, LOCAL_TIME, TEXT -> generator.writeString(text);
        }
      }
    }
    generator.writeEndObject();
    generator.writeRaw('\n');
  }

  @Override
  public void finish() throws IOException {
    generator.close();
  }

  /** Lines of a whole frame; a cut or damaged one is an error. */
  static long count(InputStream stream) throws IOException {
    try (CompressedLines lines = new CompressedLines(stream)) {
      lines.transferTo(OutputStream.nullOutputStream());
      return lines.lines();
    }
  }
}
