package io.hearthwatch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.store.ProcessingColumns;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The migrations against a real database. */
class MigrationITCase {

  @Test
  void migratesAnEmptyDatabaseOnceToTheVersionTheCodeExpects() throws SQLException {
    TestDatabase database = PostgresServer.emptyDatabase();

    assertThat(Migration.migrate(database.jdbcUrl(), database.user(), database.password()))
        .isEqualTo(SchemaVersion.EXPECTED);
    assertThat(Migration.migrate(database.jdbcUrl(), database.user(), database.password()))
        .isZero();
    try (Connection connection = database.connect()) {
      SchemaVersion.requireExpected(connection);
      assertThat(
              Rows.query(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
          .as("tables outside the schema")
          .isEmpty();
    }
  }

  @Test
  void everyTableAndColumnHasAComment() throws SQLException {
    try (Connection connection = PostgresServer.freshDatabase().connect()) {
      assertThat(
              Rows.query(
                  connection,
                  """
                  SELECT c.relname || coalesce('.' || a.attname, '')
                  FROM pg_class c
                  LEFT JOIN LATERAL (
                    SELECT attname, attnum FROM pg_attribute
                    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                    UNION ALL SELECT NULL, 0) a ON true
                  WHERE c.relnamespace = 'hearthwatch'::regnamespace AND c.relkind IN ('r', 'p', 'v')
                    AND c.relname <> 'flyway_schema_history'
                    AND col_description(c.oid, a.attnum) IS NULL
                    AND NOT (a.attnum = 0 AND obj_description(c.oid, 'pg_class') IS NOT NULL)
                  """))
          .isEmpty();
    }
  }

  @Test
  void noColumnIsATimestampWithoutTimeZone() throws SQLException {
    try (Connection connection = PostgresServer.freshDatabase().connect()) {
      assertThat(
              Rows.query(
                  connection,
                  """
                  SELECT table_name || '.' || column_name FROM information_schema.columns
                  WHERE table_schema = 'hearthwatch' AND table_name <> 'flyway_schema_history'
                    AND data_type = 'timestamp without time zone'
                  """))
          .isEmpty();
    }
  }

  @Test
  void aColumnSaysThatItIsAProcessingColumnExactlyWhereTheCodeListsIt() throws SQLException {
    try (Connection connection = PostgresServer.freshDatabase().connect()) {
      assertThat(
              Rows.query(
                  connection,
                  """
                  SELECT DISTINCT a.attname
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid
                  WHERE c.relnamespace = 'hearthwatch'::regnamespace AND c.relkind IN ('r', 'p')
                    AND col_description(c.oid, a.attnum) LIKE '%Processing column%'
                  """))
          .containsExactlyInAnyOrderElementsOf(ProcessingColumns.NAMES);
    }
  }
}
