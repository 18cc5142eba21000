package io.hearthwatch.store;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.identity.RowIds;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes one ledger row with its detections in one statement, and so all of it or nothing.
 *
 * <p>The row and its detections are upserted by their derived keys, whatever stood there before is
 * replaced. Detections that the row had before and has no more (fewer boxes, or an outcome that has
 * none, after a replay) are deleted. They are found through the row that stood there, not through
 * the frame id: a duplicate shares its frame id with the original and must not take its detections.
 * Where a frame was sent again, two rows share it as admitted: the one that is not analysed leaves
 * the other's detections alone, and a repetition that is not needed any more leaves all to the row
 * that is analysed instead.
 *
 * <p>A gap also takes the rows inside its range: they were written after the checkpoint that the
 * job came back to, and no batch of the job's counts them. Batches and events that count them were
 * computed by the job before it came back, and go with them; where something is left of such a
 * window, the job writes it anew ({@code after_gap} tells the one from the other, whichever comes
 * first). Such batches are found through the rows that go, and, as the other sink may have written
 * a batch whose rows never came, by their own offsets: a frame stands at the first and at the last
 * of them, so one that begins or ends in the gap counts something of it.
 *
 * <p>Nothing is written of a record in an accepted gap that was read before the gap was: so much
 * for an attempt that was thought dead, and writes what it holds when the gap has been accepted by
 * another. One that was read later is written, for the broker has it again.
 *
 * <p>A detection that is there already and does not differ is not rewritten, so a replay leaves few
 * dead rows behind.
 *
 * <p>Immutable; holds no connection.
 */
final class FrameStatement implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<String> KEY =
      List.of("result_version", "kafka_topic", "kafka_partition", "kafka_offset");

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("result_version", "text", Row::resultVersion),
          new Column<>(
              "kafka_topic",
              "text",
              of(f -> RowGuard.text(f.coordinates().topic(), TextLimit.TOPIC))),
          new Column<>("kafka_partition", "integer", of(f -> f.coordinates().partition())),
          new Column<>("kafka_offset", "bigint", of(f -> f.coordinates().offset())),
          new Column<>("offset_count", "bigint", of(f -> RowGuard.offsetCount(f.offsetCount()))),
          new Column<>("outcome", "text", of(f -> f.verdict().outcome().code())),
          new Column<>(
              "reason",
              "text",
              of(f -> f.verdict().reason() == null ? null : f.verdict().reason().code())),
          new Column<>(
              "detail", "text", of(f -> RowGuard.text(f.verdict().detail(), TextLimit.SENTENCE))),
          new Column<>(
              "camera_id", "text", of(f -> RowGuard.text(f.cameraId(), TextLimit.CAMERA_ID))),
          new Column<>("frame_id", "uuid", of(f -> uuid(f.frameId()))),
          new Column<>(
              "captured_at",
              "timestamptz",
              of(f -> f.capturedAtMicros() == null ? null : RowGuard.micros(f.capturedAtMicros()))),
          new Column<>(
              "appended_at",
              "timestamptz",
              of(
                  f ->
                      f.verdict().outcome() == Outcome.GAP
                          ? null
                          : RowGuard.millis(f.appendedAtMillis()))),
          new Column<>("uri", "text", of(f -> RowGuard.text(f.uri(), TextLimit.URI))),
          new Column<>("sequence", "bigint", of(FrameOutcome::sequence)),
          new Column<>("batch_id", "uuid", of(f -> uuid(f.batchId()))),
          new Column<>("out_of_order", "boolean", of(FrameOutcome::outOfOrder)),
          new Column<>("width", "integer", of(FrameOutcome::width)),
          new Column<>("height", "integer", of(FrameOutcome::height)),
          new Column<>("detections", "integer", of(f -> f.detections().size())),
          new Column<>("raw_key", "bytea", of(f -> RowGuard.bytes(f.key()))),
          new Column<>("raw_value", "bytea", of(f -> RowGuard.bytes(f.value()))),
          new Column<>(
              "ingested_at", "timestamptz", of(f -> RowGuard.millis(f.ingestedAtMillis()))),
          new Column<>("attempts", "integer", of(FrameOutcome::attempts)),
          new Column<>(
              "requeue_id",
              "text",
              ofRequeue(requeue -> RowGuard.text(requeue.id(), TextLimit.NAME))),
          new Column<>(
              "requeue_of_partition",
              "integer",
              ofRequeue(requeue -> requeue.original().partition())),
          new Column<>(
              "requeue_of_offset", "bigint", ofRequeue(requeue -> requeue.original().offset())));

  /** Whether detection {@code d} belongs to an analysed row that the input does not replace. */
  private static final String ANALYSED_ELSEWHERE =
      """
      EXISTS (
        SELECT FROM hearthwatch.frame other
        WHERE other.frame_id = d.frame_id AND other.result_version = i.result_version
          AND other.outcome = 'analysed'
          AND NOT (other.kafka_topic = i.kafka_topic
            AND other.kafka_partition = i.kafka_partition
            AND other.kafka_offset >= i.kafka_offset
            AND other.kafka_offset < i.kafka_offset + i.offset_count))
      """;

  /**
   * What a replaced row leaves behind and what a gap does are deleted apart: a gap takes any number
   * of rows, and a plan that reckons with them for every row would read the whole table of
   * detections, each time that a row is written again. What concerns gaps only stands behind a
   * condition without a column, which Postgres asks before it touches a table.
   */
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
            AND g.kafka_offset <= given.kafka_offset
            AND g.kafka_offset + g.offset_count > given.kafka_offset
            AND g.ingested_at > given.ingested_at)
      ), previous AS (
        SELECT f.frame_id, f.batch_id
        FROM hearthwatch.frame f
        JOIN input USING (%2$s)
        WHERE f.batch_id IS NOT NULL
          AND NOT (input.requeue_id IS NOT NULL AND input.outcome IN ('duplicate', 'late'))
      ), swallowed AS (
        DELETE FROM hearthwatch.frame f
        USING input i
        WHERE (SELECT outcome FROM input) = 'gap'
          AND f.result_version = i.result_version
          AND f.kafka_topic = i.kafka_topic
          AND f.kafka_partition = i.kafka_partition
          AND f.kafka_offset > i.kafka_offset
          AND f.kafka_offset < i.kafka_offset + i.offset_count
        RETURNING f.frame_id, f.batch_id
      ), counting AS (
        SELECT batch_id FROM previous
        UNION
        SELECT batch_id FROM swallowed
        UNION
        SELECT c.id
        FROM input i
        JOIN hearthwatch.batch c USING (result_version, kafka_topic, kafka_partition)
        WHERE (SELECT reason FROM input) = 'offsets_expired'
          AND c.last_offset >= i.kafka_offset
          AND c.first_offset < i.kafka_offset + i.offset_count
          AND (c.first_offset >= i.kafka_offset
            OR c.last_offset < i.kafka_offset + i.offset_count)
      ), voided AS (
        DELETE FROM hearthwatch.batch b
        USING input i
        WHERE (SELECT outcome FROM input) = 'gap'
          AND b.after_gap < i.kafka_offset + i.offset_count
          AND b.id IN (SELECT batch_id FROM counting)
        RETURNING b.id
      ), voided_event AS (
        DELETE FROM hearthwatch.event e USING voided v
        WHERE (SELECT outcome FROM input) = 'gap' AND e.batch_id = v.id
      ), written_frame AS (
        INSERT INTO hearthwatch.frame (%3$s, written_at)
        SELECT %3$s, now() FROM input
        ON CONFLICT (%2$s) DO UPDATE SET %4$s, written_at = EXCLUDED.written_at
      ), written_detections AS (
        INSERT INTO hearthwatch.detection AS d
          (id, result_version, frame_id, batch_id, camera_id, captured_at,
           ordinal, class_id, label, confidence, left_px, top_px, right_px, bottom_px)
        SELECT box.id, i.result_version, i.frame_id, i.batch_id, i.camera_id, i.captured_at,
          box.position - 1, box.class_id, box.label, box.confidence_e4::numeric / 10000,
          box.left_px, box.top_px, box.right_px, box.bottom_px
        FROM input i
        CROSS JOIN unnest(
            ?::uuid[], ?::integer[], ?::text[], ?::integer[],
            ?::real[], ?::real[], ?::real[], ?::real[])
          WITH ORDINALITY AS box
            (id, class_id, label, confidence_e4, left_px, top_px, right_px, bottom_px, position)
        ON CONFLICT (id) DO UPDATE SET
          result_version = EXCLUDED.result_version, frame_id = EXCLUDED.frame_id,
          batch_id = EXCLUDED.batch_id, camera_id = EXCLUDED.camera_id,
          captured_at = EXCLUDED.captured_at, ordinal = EXCLUDED.ordinal,
          class_id = EXCLUDED.class_id, label = EXCLUDED.label, confidence = EXCLUDED.confidence,
          left_px = EXCLUDED.left_px, top_px = EXCLUDED.top_px,
          right_px = EXCLUDED.right_px, bottom_px = EXCLUDED.bottom_px
        WHERE d IS DISTINCT FROM EXCLUDED
      ), outdated AS (
        DELETE FROM hearthwatch.detection d
        USING input i, previous p
        WHERE d.frame_id = p.frame_id
          AND d.result_version = i.result_version
          AND (d.frame_id IS DISTINCT FROM i.frame_id OR d.ordinal >= i.detections)
          AND NOT (i.outcome <> 'analysed'
            AND (i.outcome = 'gap' OR d.frame_id = i.frame_id) AND %5$s)
      )
      DELETE FROM hearthwatch.detection d
      USING input i, swallowed s
      WHERE (SELECT outcome FROM input) = 'gap'
        AND s.batch_id IS NOT NULL
        AND d.frame_id = s.frame_id
        AND d.result_version = i.result_version
        AND NOT %5$s
      """
          .formatted(
              Column.parameters(COLUMNS),
              String.join(", ", KEY),
              Column.names(COLUMNS),
              Column.assignments(
                  COLUMNS.stream().map(Column::name).filter(name -> !KEY.contains(name)).toList()),
              ANALYSED_ELSEWHERE);

  private final String resultVersion;
  private final RowIds ids;

  /**
   * @param lineage names the result version that the rows belong to
   */
  FrameStatement(Lineage lineage) {
    this.resultVersion = lineage.resultVersion();
    this.ids = new RowIds(resultVersion);
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
  void bind(PreparedStatement statement, FrameOutcome outcome) throws SQLException {
    Row row = new Row(resultVersion, outcome);
    int parameter = 0;
    for (Column<Row> column : COLUMNS) {
      statement.setObject(++parameter, column.value().apply(row));
    }
    List<Detection> boxes = outcome.detections();
    Connection connection = statement.getConnection();
    statement.setArray(++parameter, connection.createArrayOf("uuid", detectionIds(outcome)));
    statement.setArray(
        ++parameter, connection.createArrayOf("int4", values(boxes, Detection::classId)));
    statement.setArray(
        ++parameter,
        connection.createArrayOf(
            "text", values(boxes, d -> RowGuard.text(d.label(), TextLimit.LABEL))));
    statement.setArray(
        ++parameter,
        connection.createArrayOf(
            "int4", values(boxes, d -> RowGuard.confidenceE4(d.confidenceE4()))));
    for (Function<Detection, Float> edge :
        List.<Function<Detection, Float>>of(
            Detection::left, Detection::top, Detection::right, Detection::bottom)) {
      statement.setArray(
          ++parameter,
          connection.createArrayOf(
              "float4", values(boxes, d -> RowGuard.coordinate(edge.apply(d)))));
    }
  }

  private UUID[] detectionIds(FrameOutcome outcome) {
    UUID[] uuids = new UUID[outcome.detections().size()];
    for (int ordinal = 0; ordinal < uuids.length; ordinal++) {
      uuids[ordinal] =
          ids.detection(outcome.frameId(), outcome.capturedAtMicros(), ordinal).toUuid();
    }
    return uuids;
  }

  private static Object[] values(List<Detection> boxes, Function<Detection, Object> value) {
    return boxes.stream().map(value).toArray();
  }

  private static UUID uuid(RowId id) {
    return id == null ? null : id.toUuid();
  }

  private static Function<Row, Object> of(Function<FrameOutcome, Object> value) {
    return row -> value.apply(row.outcome());
  }

  private static Function<Row, Object> ofRequeue(Function<Requeue, Object> value) {
    return of(outcome -> outcome.requeue() == null ? null : value.apply(outcome.requeue()));
  }

  private record Row(String resultVersion, FrameOutcome outcome) {}
}
