package io.hearthwatch.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The forms that rows can take in a file. */
public enum RowFormat {
  /** For spreadsheets: comma-separated values with a line of names. */
  CSV("csv") {
    @Override
    RowWriter open(OutputStream stream, List<Column> columns) throws IOException {
      return new CsvRows(stream, columns);
    }

    @Override
    long count(InputStream stream) throws IOException {
      return CsvRows.count(stream);
    }
  },

  /** For programs: one JSON object per line, compressed with Zstandard. */
  NDJSON_ZST("ndjson.zst") {
    @Override
    RowWriter open(OutputStream stream, List<Column> columns) throws IOException {
      return new CompressedJsonRows(stream, columns);
    }

    @Override
    long count(InputStream stream) throws IOException {
      return CompressedJsonRows.count(stream);
    }
  };

  private final String extension;

  RowFormat(String extension) {
    this.extension = extension;
  }

  /** Its name on the command line, and the usual end of its files' names. */
  public String extension() {
    return extension;
  }

  /** Whether a terminal shows it as people expect. */
  public boolean readable() {
    return this == CSV;
  }

  /** The format of that {@link #extension()}. */
  public static Optional<RowFormat> ofExtension(String extension) {
    return Arrays.stream(values()).filter(format -> format.extension.equals(extension)).findFirst();
  }

  /** Begins to write rows with these columns. */
  abstract RowWriter open(OutputStream stream, List<Column> columns) throws IOException;

  /** Reads a whole file back and says how many rows are in it; fails when it is damaged. */
  abstract long count(InputStream stream) throws IOException;
}
