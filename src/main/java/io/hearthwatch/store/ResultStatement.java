package io.hearthwatch.store;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.RiskEvent;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes one batch with its event, if it has one, in one statement, and so both or neither.
 *
 * <p>A row is never taken back: it is applied only if it is at least the row that stands there, in
 * the order of {@link Batch}. The event follows its batch: it is written, or deleted where the
 * batch has none any more, exactly when the batch is applied.
 *
 * <p>A batch that begins or ends in an accepted gap that its job did not know of is not written: an
 * attempt that was thought dead holds it, and a gap that finds no such row has nothing to replace.
 *
 * <p>Immutable; holds no connection.
 */
final class ResultStatement implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<Column<Row>> BATCH =
      List.of(
          new Column<>("id", "uuid", of(b -> b.batchId().toUuid())),
          new Column<>("result_version", "text", row -> row.lineage().resultVersion()),
          new Column<>(
              "camera_id", "text", of(b -> RowGuard.text(b.cameraId(), TextLimit.CAMERA_ID))),
          new Column<>(
              "window_start", "timestamptz", of(b -> RowGuard.millis(b.windowStartMillis()))),
          new Column<>("window_end", "timestamptz", of(b -> RowGuard.millis(b.windowEndMillis()))),
          new Column<>("stage", "text", of(b -> b.stage().code())),
          new Column<>("revision", "bigint", of(Batch::revision)),
          new Column<>("frames_analysed", "integer", of(Batch::framesAnalysed)),
          new Column<>("frames_failed", "integer", of(Batch::framesFailed)),
          new Column<>("frames_recovered", "integer", of(Batch::framesRecovered)),
          new Column<>("frames_shed", "integer", of(Batch::framesShed)),
          new Column<>("detections", "integer", of(Batch::detections)),
          new Column<>(
              "first_captured_at",
              "timestamptz",
              of(b -> RowGuard.micros(b.firstCapturedMicros()))),
          new Column<>(
              "last_captured_at", "timestamptz", of(b -> RowGuard.micros(b.lastCapturedMicros()))),
          new Column<>("kafka_topic", "text", of(b -> RowGuard.text(b.topic(), TextLimit.TOPIC))),
          new Column<>("kafka_partition", "integer", of(Batch::partition)),
          new Column<>("first_offset", "bigint", of(Batch::firstOffset)),
          new Column<>("last_offset", "bigint", of(Batch::lastOffset)),
          new Column<>("classes", "jsonb", of(b -> ResultJson.text(ResultJson.classes(b)))),
          new Column<>("key_frame_id", "uuid", ofKeyFrame(k -> k.frameId().toUuid())),
          new Column<>(
              "key_frame_uri", "text", ofKeyFrame(k -> RowGuard.text(k.uri(), TextLimit.URI))),
          new Column<>(
              "key_frame_captured_at",
              "timestamptz",
              ofKeyFrame(k -> RowGuard.micros(k.capturedAtMicros()))),
          new Column<>("key_box", "jsonb", of(b -> ResultJson.text(ResultJson.keyBox(b)))),
          new Column<>("closed_by", "text", of(b -> RowGuard.text(b.closedBy(), TextLimit.NAME))),
          new Column<>("after_gap", "bigint", of(Batch::afterGap)));

  private static final List<Column<Row>> EVENT =
      List.of(
          new Column<>("event_id", "uuid", ofEvent(e -> e.eventId().toUuid())),
          new Column<>("score", "smallint", ofEvent(RowGuard::score)),
          new Column<>("factors", "jsonb", ofEvent(e -> ResultJson.text(ResultJson.factors(e)))),
          new Column<>(
              "summary", "text", ofEvent(e -> RowGuard.text(e.summary(), TextLimit.SENTENCE))),
          new Column<>("model_sha256", "text", row -> row.lineage().modelSha256()),
          new Column<>("config_digest", "text", row -> row.lineage().configDigest()),
          new Column<>("detect_provider", "text", row -> row.lineage().detectProvider()),
          new Column<>("code_version", "text", row -> row.lineage().codeVersion()));

  private static final List<Column<Row>> PARAMETERS = new ArrayList<>(BATCH);

  static {
    PARAMETERS.addAll(EVENT);
  }

  /** What an event repeats of its batch, so that it can be read alone. */
  private static final List<String> SHARED =
      List.of(
          "result_version",
          "camera_id",
          "window_start",
          "window_end",
          "stage",
          "revision",
          "key_frame_id",
          "key_frame_uri",
          "key_box",
          "kafka_topic",
          "kafka_partition",
          "first_offset",
          "last_offset",
          "closed_by");

  private static final List<String> OWN =
      EVENT.stream().map(Column::name).filter(name -> !name.equals("event_id")).toList();

  private static final String SQL =
      """
      WITH given AS (
        SELECT %1$s
      ), input AS (
        SELECT * FROM given
        WHERE NOT EXISTS (
          SELECT FROM hearthwatch.frame g
          WHERE g.result_version = given.result_version
            AND g.kafka_topic = given.kafka_topic
            AND g.kafka_partition = given.kafka_partition
            AND g.reason = 'offsets_expired'
            AND g.kafka_offset <= given.last_offset
            AND g.kafka_offset + g.offset_count > given.first_offset
            AND g.kafka_offset + g.offset_count > given.after_gap
            AND (g.kafka_offset <= given.first_offset
              OR g.kafka_offset + g.offset_count > given.last_offset))
      ), written AS (
        INSERT INTO hearthwatch.batch AS b (%2$s, written_at)
        SELECT %2$s, now() FROM input
        ON CONFLICT (id) DO UPDATE SET %3$s, written_at = EXCLUDED.written_at
        WHERE CASE
          WHEN (EXCLUDED.kafka_topic, EXCLUDED.kafka_partition) = (b.kafka_topic, b.kafka_partition)
            THEN (EXCLUDED.after_gap, EXCLUDED.revision, hearthwatch.stage_rank(EXCLUDED.stage))
              >= (b.after_gap, b.revision, hearthwatch.stage_rank(b.stage))
          ELSE (EXCLUDED.revision, hearthwatch.stage_rank(EXCLUDED.stage))
            >= (b.revision, hearthwatch.stage_rank(b.stage))
        END
        RETURNING b.id
      ), written_event AS (
        INSERT INTO hearthwatch.event (id, batch_id, written_at, %4$s)
        SELECT i.event_id, i.id, now(), %5$s
        FROM input i
        JOIN written w ON w.id = i.id
        WHERE i.event_id IS NOT NULL
        ON CONFLICT (id) DO UPDATE SET
          batch_id = EXCLUDED.batch_id, written_at = EXCLUDED.written_at, %6$s
      )
      DELETE FROM hearthwatch.event e
      USING input i, written w
      WHERE w.id = i.id AND e.batch_id = i.id AND e.id IS DISTINCT FROM i.event_id
      """
          .formatted(
              Column.parameters(PARAMETERS),
              Column.names(BATCH),
              Column.assignments(
                  BATCH.stream().map(Column::name).filter(name -> !name.equals("id")).toList()),
              String.join(", ", eventColumns()),
              eventColumns().stream().map(name -> "i." + name).collect(Collectors.joining(", ")),
              Column.assignments(eventColumns()));

  private final Lineage lineage;

  /**
   * @param lineage stands on every row
   */
  ResultStatement(Lineage lineage) {
    this.lineage = lineage;
  }

  /** The statement, with a parameter for each value that {@link #bind} sets. */
  String sql() {
    return SQL;
  }

  /**
   * Sets every parameter.
   *
   * @throws SQLException when the connection is broken; never because of a value
   */
  void bind(PreparedStatement statement, AssessedBatch result) throws SQLException {
    Row row = new Row(lineage, result.batch(), result.event());
    int parameter = 0;
    for (Column<Row> column : PARAMETERS) {
      statement.setObject(++parameter, column.value().apply(row));
    }
  }

  private static List<String> eventColumns() {
    List<String> names = new ArrayList<>(SHARED);
    names.addAll(OWN);
    return names;
  }

  private static Function<Row, Object> of(Function<Batch, Object> value) {
    return row -> value.apply(row.batch());
  }

  private static Function<Row, Object> ofKeyFrame(Function<KeyFrame, Object> value) {
    return row -> row.batch().keyFrame() == null ? null : value.apply(row.batch().keyFrame());
  }

  private static Function<Row, Object> ofEvent(Function<RiskEvent, Object> value) {
    return row -> row.event() == null ? null : value.apply(row.event());
  }

  private record Row(Lineage lineage, Batch batch, RiskEvent event) {}
}
