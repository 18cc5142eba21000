package io.hearthwatch.export;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of one view within a range of time, in the order of their time column and then of all
 * others.
 *
 * @param view what to read
 * @param range which rows; a row without a time is in the unbounded range only
 * @param format how to write them
 */
public record ViewExport(View view, TimeRange range, RowFormat format) {
  private static final int ROWS_AT_ONCE = 1000;

  /**
   * Writes the rows of one consistent state of the database. Holds a thousand rows at once, however
   * many there are.
   *
   * @param connection outside a transaction; comes back so, and read-only
   * @param stream closed when all went well, left without a valid end otherwise
   * @return number of rows
   * @throws IOException when the stream does not take them
   * @throws SQLException when the database does not give them
   */
  public long writeTo(Connection connection, OutputStream stream) throws IOException, SQLException {
    connection.setReadOnly(true);
    // The driver uses a cursor only within a transaction.
    connection.setAutoCommit(false);
    try (PreparedStatement select = connection.prepareStatement(sql())) {
      select.setFetchSize(ROWS_AT_ONCE);
      int parameter = 0;
      for (Instant bound : bounds()) {
        select.setObject(++parameter, bound.atOffset(ZoneOffset.UTC));
      }
      try (ResultSet rows = select.executeQuery()) {
        return write(rows, stream);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private long write(ResultSet rows, OutputStream stream) throws IOException, SQLException {
    RowWriter writer = format.open(stream, Column.of(rows.getMetaData()));
    long written = 0;
    while (rows.next()) {
      writer.write(rows);
      written++;
    }
    writer.finish();
    return written;
  }

  private List<Instant> bounds() {
    return Stream.of(range.from(), range.to()).filter(bound -> bound != null).toList();
  }

  private String sql() {
    String time = quoted(view.timeColumn());
    String everyColumn =
        IntStream.rangeClosed(1, view.columns())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "SELECT * FROM bi.%s WHERE true%s%s ORDER BY %s, %s"
        .formatted(
            quoted(view.name()),
            range.from() == null ? "" : " AND " + time + " >= ?",
            range.to() == null ? "" : " AND " + time + " < ?",
            time,
            everyColumn);
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
