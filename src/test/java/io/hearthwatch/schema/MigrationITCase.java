package io.hearthwatch.schema;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.assessed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Stage;
import io.hearthwatch.store.ProcessingColumns;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.FirstSchema;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The migrations against a real database. */
class MigrationITCase {
  private static final String PROVIDER =
      "SELECT coalesce(detect_provider, 'unknown') FROM hearthwatch.event";

  /** A batch with its event, in the columns that the first version had. */
  private static final String FIRST_RESULT =
      """
      INSERT INTO hearthwatch.batch
        (id, result_version, camera_id, window_start, window_end, stage, revision, frames_analysed,
         frames_failed, detections, first_captured_at, last_captured_at, kafka_topic,
         kafka_partition, first_offset, last_offset, classes, closed_by, written_at)
      VALUES ('%1$s', 'v1', 'porch', now(), now(), 'closed', 2, 2, 0, 2, now(), now(), 'frames', 0,
         0, 1, '{}', 'clock', now());
      INSERT INTO hearthwatch.event
        (id, batch_id, result_version, camera_id, window_start, window_end, stage, revision, score,
         factors, summary, model_sha256, config_digest, code_version, kafka_topic, kafka_partition,
         first_offset, last_offset, closed_by, written_at)
      VALUES ('%2$s', '%1$s', 'v1', 'porch', now(), now(), 'closed', 2, 62, '[]', 'A person.', 'm',
         'c', '0.1.0', 'frames', 0, 0, 1, 'clock', now())
      """
          .formatted(Results.BATCH_ID, Results.EVENT_ID);

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
  void rowsOfTheFirstVersionStayAndShowInTheViews() throws SQLException {
    TestDatabase database = PostgresServer.emptyDatabase();
    Migration.configuration()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .target("1")
        .load()
        .migrate();
    try (Connection connection = database.connect()) {
      StoreWriter writer = new StoreWriter(connection, LINEAGE);
      FirstSchema.writeFrames(connection, 2);
      FirstSchema.writeGap(connection, 10, 5);
      Rows.execute(connection, FIRST_RESULT);

      assertThatThrownBy(() -> SchemaVersion.requireExpected(connection))
          .hasMessageContaining("has schema version 1, version");
      Migration.migrate(database.jdbcUrl(), database.user(), database.password());

      assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.frame")).isEqualTo("3");
      assertThat(Rows.one(connection, "SELECT level || ' ' || frames_analysed FROM bi.event"))
          .isEqualTo("high 2");
      assertThat(Rows.one(connection, PROVIDER)).as("it was not recorded").isEqualTo("unknown");
      writer.write(assessed(Stage.CLOSED, 3, 62));
      assertThat(Rows.one(connection, PROVIDER)).isEqualTo("cpu");
      assertThat(Rows.one(connection, "SELECT sum(records) FROM bi.outcome_hour")).isEqualTo("7");
    }
  }

  @Test
  void aSchemaOfThatNameThatHoldsSomethingElseIsLeftAlone() throws SQLException {
    TestDatabase database = PostgresServer.emptyDatabase();
    try (Connection connection = database.connect()) {
      Rows.execute(connection, "CREATE SCHEMA bi CREATE TABLE salary (amount integer)");

      assertThatThrownBy(
              () -> Migration.migrate(database.jdbcUrl(), database.user(), database.password()))
          .hasMessageContaining("schema bi is there already and holds something else")
          .hasMessageContaining("give Hearthwatch a database of its own");

      Rows.execute(connection, "DROP TABLE bi.salary");
      assertThat(Migration.migrate(database.jdbcUrl(), database.user(), database.password()))
          .as("empty, as a database administrator may prepare it")
          .isEqualTo(SchemaVersion.EXPECTED - 1);
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
                  WHERE c.relnamespace IN ('hearthwatch'::regnamespace, 'bi'::regnamespace)
                    AND c.relkind IN ('r', 'p', 'v')
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
