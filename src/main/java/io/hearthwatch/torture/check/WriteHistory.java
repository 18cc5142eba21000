package io.hearthwatch.torture.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Has a database note every write to its facts, in schema {@code torture}: a trigger for each row,
 * in the transaction that writes. Rows of one key are numbered in the order in which they took
 * effect, because the trigger fires while the row is locked.
 */
public final class WriteHistory {
  private static final String SQL =
      """
      CREATE SCHEMA torture;
      CREATE TABLE torture.write (
        number bigserial PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        place text NOT NULL,
        key text NOT NULL,
        op text NOT NULL,
        result_version text NOT NULL,
        after_gap bigint,
        revision bigint,
        stage text,
        outcome text
      );
      CREATE INDEX ON torture.write (place, key, number);
      CREATE FUNCTION torture.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        written jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
      BEGIN
        INSERT INTO torture.write (place, key, op, result_version, after_gap, revision, stage, outcome)
        VALUES (
          TG_TABLE_NAME,
          CASE TG_TABLE_NAME
            WHEN 'frame' THEN concat(written->>'kafka_partition', '@', written->>'kafka_offset')
            WHEN 'detection' THEN concat(written->>'frame_id', '#', written->>'ordinal')
            ELSE written->>'id' END,
          lower(TG_OP),
          written->>'result_version',
          (written->>'after_gap')::bigint,
          (written->>'revision')::bigint,
          written->>'stage',
          concat_ws(' ', written->>'outcome', written->>'reason'));
        RETURN NULL;
      END $$;
      """;

  private WriteHistory() {}

  /**
   * Installs the triggers; before the job writes its first row.
   *
   * @param connection to a migrated database, as the owner of its tables
   */
  public static void installIn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SQL);
      for (String table : World.TABLES) {
        statement.execute(
            "CREATE TRIGGER torture_note AFTER INSERT OR UPDATE OR DELETE ON hearthwatch."
                + table
                + " FOR EACH ROW EXECUTE FUNCTION torture.note()");
      }
    }
  }
}
