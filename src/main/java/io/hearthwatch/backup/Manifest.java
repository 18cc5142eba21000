package io.hearthwatch.backup;

import java.util.List;

/**
 * What a backup holds and how it was made.
 *
 * @param format version of the directory's layout, see {@link #FORMAT}
 * @param productVersion version of the program that wrote it
 * @param schemaVersion version of the tables that its rows fit
 * @param server version of the Postgres server that they came from
 * @param takenAt moment of the snapshot, ISO 8601 in UTC
 * @param tables what is in it, in the order of loading
 */
public record Manifest(
    int format,
    String productVersion,
    int schemaVersion,
    String server,
    String takenAt,
    List<Table> tables) {

  /** The layout that this program writes and reads. */
  public static final int FORMAT = 1;

  /** A backup holds these tables. */
  public Manifest {
    tables = List.copyOf(tables);
  }

  /**
   * One table's file.
   *
   * @param name table of schema {@code hearthwatch}
   * @param columns of the rows, in the file's order; generated ones are not among them
   * @param rows number of rows
   * @param bytes size of the text
   * @param compressedBytes size of the file
   * @param sha256 of the file, 64 lower-case hex digits
   */
  public record Table(
      String name,
      List<String> columns,
      long rows,
      long bytes,
      long compressedBytes,
      String sha256) {

    /** A table with these columns. */
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /** Rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** Bytes of all tables' files. */
  public long compressedBytes() {
    return tables.stream().mapToLong(Table::compressedBytes).sum();
  }
}
