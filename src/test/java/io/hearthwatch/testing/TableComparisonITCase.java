package io.hearthwatch.testing;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.gap;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Stage;
import io.hearthwatch.store.ProcessingColumns;
import io.hearthwatch.store.StoreWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison sees every difference that it should see, and none that it should not. */
class TableComparisonITCase {
  private Connection expected;
  private Connection actual;

  @BeforeEach
  void writeTheSameTwice() throws SQLException {
    expected = write();
    actual = write();
  }

  @AfterEach
  void disconnect() throws SQLException {
    expected.close();
    actual.close();
  }

  @Test
  void sameRowsAreEqualWhateverTheProcessingColumnsSay() throws SQLException {
    Rows.execute(
        actual,
        """
        UPDATE hearthwatch.frame SET ingested_at = now(), written_at = now(), attempts = 9;
        UPDATE hearthwatch.batch SET stage = 'interim', closed_by = 'silence', written_at = now();
        UPDATE hearthwatch.event SET stage = 'interim', closed_by = 'silence', written_at = now()
        """);

    assertThat(TableComparison.assertEqualTables(expected, actual)).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO hearthwatch.result_version (name, model_sha256, config_digest, code_version) SELECT 'v9', repeat('a', 64), repeat('b', 64), '1.0' | result_version: 1 of 1 rows | (v9)
          DELETE FROM hearthwatch.detection                          | detection: 1 of 1 rows | missing
          DELETE FROM hearthwatch.frame WHERE kafka_offset = 1       | frame: 1 of 3 rows     | missing (v1,frames,0,1)
          UPDATE hearthwatch.frame SET kafka_offset = 99 WHERE kafka_offset = 1 | frame: 2 of 3 rows | not expected (v1,frames,0,99)
          UPDATE hearthwatch.batch SET revision = 8                  | batch: 1 of 1 rows     | "revision": 8
          UPDATE hearthwatch.event SET score = 63                    | event: 1 of 1 rows     | "score": 63
          UPDATE hearthwatch.detection SET left_px = 10.500001       | detection: 1 of 1 rows | "left_px": 10.500001
          """)
  void anyOtherDifferenceFailsAndIsShown(String change, String table, String row)
      throws SQLException {
    Rows.execute(actual, change);

    assertThatThrownBy(() -> TableComparison.assertEqualTables(expected, actual))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(table)
        .hasMessageContaining(row);
    assertThatThrownBy(() -> TableComparison.assertEqualTables(actual, expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(table);
  }

  @Test
  void everyOtherColumnIsCompared() throws SQLException {
    for (String table : List.of("frame", "detection", "batch", "event")) {
      for (String column :
          Rows.query(
              expected,
              """
              SELECT attname FROM pg_attribute
              WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
                AND attgenerated = ''
              """,
              "hearthwatch." + table)) {
        if (ProcessingColumns.NAMES.contains(column)) {
          continue;
        }
        actual.setAutoCommit(false);
        Rows.execute(
            actual,
            "UPDATE hearthwatch.%s SET %s = %s WHERE ctid = (SELECT min(ctid) FROM hearthwatch.%s)"
                .formatted(table, column, changed(table, column), table));
        assertThatThrownBy(() -> TableComparison.assertEqualTables(expected, actual))
            .as("%s.%s", table, column)
            .hasMessageContaining(table + ": ");
        actual.rollback();
      }
    }
  }

  private String changed(String table, String column) throws SQLException {
    String type =
        Rows.one(
            expected,
            "SELECT format_type(atttypid, NULL) FROM pg_attribute"
                + " WHERE attrelid = ?::regclass AND attname = ?",
            "hearthwatch." + table,
            column);
    return switch (type) {
      case "uuid" -> "gen_random_uuid()";
      case "text" -> column.equals("outcome") ? "'late'" : "'changed'";
      case "jsonb" -> "'{\"changed\": true}'";
      case "bytea" -> "'\\x01'";
      case "boolean" -> "NOT coalesce(%s, false)".formatted(column);
      case "timestamp with time zone" ->
          "coalesce(%s, now()) + interval '1 microsecond'".formatted(column);
      case "smallint" -> column + " + 1";
      case "numeric" -> column + " - 0.0001";
      default -> "coalesce(%s, 0) + 1000".formatted(column);
    };
  }

  private static Connection write() throws SQLException {
    Connection connection = PostgresServer.freshDatabase().connect();
    StoreWriter writer = new StoreWriter(connection, LINEAGE);
    writer.write(analysed(0, person(9000)), failed(1), gap(2, 2));
    writer.write(assessed(Stage.CLOSED, 2, 62));
    return connection;
  }
}
