package io.hearthwatch.store;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.car;
import static io.hearthwatch.testing.Results.duplicate;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.frameId;
import static io.hearthwatch.testing.Results.gap;
import static io.hearthwatch.testing.Results.person;
import static io.hearthwatch.testing.Results.requeued;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statement that writes a ledger row with its detections, against a real database. */
class FrameStatementITCase {
  private static final String EVERYTHING =
      "SELECT (f, d)::text FROM hearthwatch.frame f"
          + " LEFT JOIN hearthwatch.detection d USING (frame_id) ORDER BY f.kafka_offset, d.ordinal";

  private static final String RESULTS =
      "SELECT count(b) || ' ' || count(e) FROM hearthwatch.batch b"
          + " LEFT JOIN hearthwatch.event e ON e.batch_id = b.id";

  private static final Requeue AGAIN = new Requeue(new RecordCoordinates("frames", 0, 0), "again");

  private TestDatabase database;
  private Connection connection;
  private StoreWriter writer;

  @BeforeEach
  void connect() throws SQLException {
    database = PostgresServer.freshDatabase();
    connection = database.connect();
    writer = new StoreWriter(connection, LINEAGE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void storesAnAnalysedFrameWithExactConfidencesAndEdges() throws SQLException {
    writer.write(analysed(7, person(8734), car(10_000)));

    assertThat(
            Rows.one(
                connection,
                """
                SELECT concat_ws(' ', result_version, kafka_topic, kafka_partition, kafka_offset,
                  offset_count, outcome, reason, camera_id, captured_at AT TIME ZONE 'UTC',
                  appended_at AT TIME ZONE 'UTC', uri, sequence, out_of_order, width, height,
                  detections, attempts, frame_id, batch_id)
                FROM hearthwatch.frame
                """))
        .isEqualTo(
            "v1 frames 0 7 1 analysed porch 2026-11-20 08:00:07.000125"
                + " 2026-11-20 08:00:07.04 file:///frames/porch/000007.jpg 7 f 1920 1080 2 1 "
                + frameId(7)
                + " "
                + Results.BATCH_ID);
    assertThat(
            Rows.query(
                connection,
                """
                SELECT concat_ws(' ', result_version, camera_id, ordinal, class_id, label,
                  confidence, left_px, top_px, right_px, bottom_px, captured_at AT TIME ZONE 'UTC',
                  frame_id, batch_id)
                FROM hearthwatch.detection ORDER BY ordinal
                """))
        .containsExactly(
            "v1 porch 0 0 person 0.8734 10.5 20.25 110.125 220 2026-11-20 08:00:07.000125 "
                + frameId(7)
                + " "
                + Results.BATCH_ID,
            "v1 porch 1 2 car 1.0000 300 200 500 300 2026-11-20 08:00:07.000125 "
                + frameId(7)
                + " "
                + Results.BATCH_ID);
  }

  @Test
  void writingTheSameRowAgainChangesOnlyWhenItWasWritten() throws SQLException {
    writer.write(analysed(0, person(9000)), failed(1), gap(2, 5));
    String withoutTime = EVERYTHING.replace("(f, d)", "(to_jsonb(f) - 'written_at', d, d.xmin)");
    List<String> before = Rows.query(connection, withoutTime);

    writer.write(analysed(0, person(9000)), failed(1), gap(2, 5));

    assertThat(Rows.query(connection, withoutTime))
        .as("rows, and the transactions that last wrote the detections")
        .isEqualTo(before);
  }

  @Test
  void fewerBoxesThanBeforeLeaveNoStaleDetection() throws SQLException {
    writer.write(analysed(0, person(9000), person(8000), car(7000)), analysed(1, car(6000)));

    writer.write(analysed(0, person(8500)));

    assertThat(labels()).containsExactly("person 0.8500", "car 0.6000");
  }

  @Test
  void aFrameThatFailsOnReplayLosesItsDetectionsAndGetsThemBackWhenItIsFound() throws SQLException {
    writer.write(analysed(0, person(9000), car(8000)));

    writer.write(failed(0));
    assertThat(labels()).isEmpty();
    assertThat(outcomes()).containsExactly("rejected missing_file 0");

    writer.write(analysed(0, person(9000), car(8000)));
    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");
    assertThat(outcomes()).containsExactly("analysed - 2");
  }

  @Test
  void aDuplicateLeavesTheDetectionsOfTheOriginalAlone() throws SQLException {
    writer.write(analysed(0, person(9000)), duplicate(1, 0));

    writer.write(duplicate(1, 0));

    assertThat(labels()).containsExactly("person 0.9000");
  }

  /** A failed frame and the attempt that mended it, written by two subtasks in either order. */
  @Test
  void aFailedRowLeavesTheDetectionsOfItsSuccessorAlone() throws SQLException {
    FrameOutcome successor = requeued(5, AGAIN, analysed(0, person(9000), car(8000)));
    writer.write(failed(0), successor);

    writer.write(failed(0));
    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");
    writer.write(successor, failed(0));
    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");
    assertThat(
            Rows.one(
                connection,
                "SELECT concat_ws(' ', requeue_id, requeue_of_partition, requeue_of_offset)"
                    + " FROM hearthwatch.frame WHERE kafka_offset = 5"))
        .isEqualTo("again 0 0");
  }

  /** A reading that finds the picture at once: what repeated the frame is a duplicate now. */
  @Test
  void anOriginalThatIsAnalysedAfterAllKeepsItsDetections() throws SQLException {
    writer.write(failed(0), requeued(5, AGAIN, analysed(0, person(9000), car(8000))));

    writer.write(analysed(0, person(9000), car(8000)), requeued(5, AGAIN, duplicate(0, 0)));
    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");

    writer.write(failed(0), requeued(5, AGAIN, analysed(0, person(9000))));
    assertThat(labels()).containsExactly("person 0.9000");
    writer.write(requeued(5, AGAIN, duplicate(0, 0)), analysed(0, person(9000), car(8000)));
    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");
  }

  @Test
  void anAttemptThatFailsOnReplayLosesItsDetections() throws SQLException {
    writer.write(failed(0), requeued(5, AGAIN, analysed(0, person(9000))));

    writer.write(failed(0), requeued(5, AGAIN, failed(0)));

    assertThat(labels()).isEmpty();
  }

  @Test
  void anotherFrameAtTheSameOffsetTakesTheOldDetectionsAway() throws SQLException {
    writer.write(analysed(0, person(9000), person(8000)));
    FrameOutcome other = analysed(5, car(7000));

    writer.write(
        new FrameOutcome(
            analysed(0).coordinates(),
            1,
            other.verdict(),
            other.cameraId(),
            other.frameId(),
            other.capturedAtMicros(),
            other.appendedAtMillis(),
            other.uri(),
            other.sequence(),
            other.batchId(),
            other.outOfOrder(),
            other.width(),
            other.height(),
            other.detections(),
            null,
            null,
            other.ingestedAtMillis(),
            1));

    assertThat(labels()).containsExactly("car 0.7000");
  }

  @Test
  void aGapTakesTheRowsInsideItsRange() throws SQLException {
    for (int offset = 0; offset < 6; offset++) {
      writer.write(analysed(offset, person(9000 - offset)));
    }

    writer.write(gap(2, 3));
    writer.write(gap(2, 3));

    assertThat(outcomes())
        .containsExactly("analysed - 1", "analysed - 1", "gap offsets_expired 0", "analysed - 1");
    assertThat(labels()).containsExactly("person 0.9000", "person 0.8999", "person 0.8995");
  }

  @Test
  void aGapTakesTheResultsThatCountWhatItTakesUnlessTheyKnowOfIt() throws SQLException {
    for (int offset = 0; offset < 6; offset++) {
      writer.write(analysed(offset, person(9000)));
    }
    writer.write(assessed(Stage.CLOSED, 6, 62));

    writer.write(gap(6, 3));
    assertThat(Rows.one(connection, RESULTS)).as("nothing of it is gone").isEqualTo("1 1");
    writer.write(gap(5, 3));
    assertThat(Rows.one(connection, RESULTS)).as("its last frame is gone").isEqualTo("0 0");

    writer.write(analysed(5, person(9000)));
    writer.write(
        new AssessedBatch(Results.batch(Stage.CLOSED, 5).withAfterGap(8), Results.event(50)));
    writer.write(gap(5, 3));
    assertThat(Rows.one(connection, RESULTS)).as("written anew before the gap").isEqualTo("1 1");
  }

  /** The sink of results was quicker, and the rows of the frames never came. */
  @Test
  void aGapTakesResultsOfWhichTheLedgerHasNoRow() throws SQLException {
    StoreWriter other =
        new StoreWriter(
            connection, new Lineage("v2", "a".repeat(64), "b".repeat(64), "cpu", "0.1.0"));

    assertThat(resultsAfter(writer, gap(6, 9))).as("behind its last frame").isEqualTo("1 1");
    assertThat(resultsAfter(writer, gap(2, 2))).as("between its frames, or not").isEqualTo("1 1");
    assertThat(resultsAfter(writer, elsewhere(gap(0, 9)))).as("elsewhere").isEqualTo("1 1");
    assertThat(resultsAfter(other, gap(0, 9))).as("in another version").isEqualTo("1 1");
    assertThat(resultsAfter(writer, analysed(2))).as("without a gap").isEqualTo("1 1");

    assertThat(resultsAfter(writer, gap(0, 6))).as("around all of them").isEqualTo("0 0");
    assertThat(resultsAfter(writer, gap(0, 1))).as("over its first frame").isEqualTo("0 0");
    assertThat(resultsAfter(writer, gap(5, 3))).as("over its last frame").isEqualTo("0 0");
  }

  /** Numbers of batches and events, after a window of offsets 0 to 5 and then this was written. */
  private String resultsAfter(StoreWriter writes, FrameOutcome outcome) throws SQLException {
    Rows.execute(connection, "TRUNCATE hearthwatch.frame, hearthwatch.batch, hearthwatch.event");
    writer.write(assessed(Stage.CLOSED, 6, 62));
    writes.write(outcome);
    return Rows.one(connection, RESULTS);
  }

  private static FrameOutcome elsewhere(FrameOutcome gap) {
    return gap(1, gap.coordinates().offset(), gap.offsetCount(), gap.ingestedAtMillis());
  }

  /** An attempt that stood still, and goes on when another one has accepted the gap. */
  @Test
  void whatWasReadBeforeAGapWasAcceptedDoesNotComeBackIntoIt() throws SQLException {
    writer.write(acceptedAfter(50, gap(2, 3)));

    writer.write(analysed(1), analysed(2, person(9000)), failed(4), analysed(5, car(8000)));

    assertThat(outcomes()).containsExactly("analysed - 0", "gap offsets_expired 0", "analysed - 1");
    assertThat(labels()).containsExactly("car 0.8000");
  }

  /** The broker was killed and has them again, and a job reads them: its rows are true. */
  @Test
  void whatIsReadAfterAGapWasAcceptedIsWritten() throws SQLException {
    writer.write(acceptedAfter(4, gap(2, 3)));

    writer.write(analysed(4), analysed(3));

    assertThat(outcomes()).containsExactly("gap offsets_expired 0", "analysed - 0");
  }

  /** So many milliseconds after the record at offset 0 was read, the gap was. */
  private static FrameOutcome acceptedAfter(long millis, FrameOutcome gap) {
    return gap(0, gap.coordinates().offset(), gap.offsetCount(), gap.ingestedAtMillis() + millis);
  }

  /** The original is gone; what was its duplicate is analysed now, and may be written first. */
  @Test
  void aGapLeavesTheDetectionsOfAFrameThatIsAnalysedElsewhere() throws SQLException {
    Requeue none = null; // the row of a second record, whatever made it
    writer.write(analysed(2, person(9000)), analysed(3, car(7000)));
    writer.write(requeued(9, none, analysed(2, person(9000))));

    writer.write(gap(1, 5));

    assertThat(labels()).containsExactly("person 0.9000");
  }

  @Test
  void resultVersionsDoNotTouchEachOther() throws SQLException {
    writer.write(analysed(0, person(9000), car(8000)));
    Lineage second = new Lineage("v2", "c".repeat(64), "b".repeat(64), "cpu", "0.1.0");
    StoreWriter other = new StoreWriter(connection, second);

    other.write(analysed(0, person(9000), person(8000), car(7000)));
    other.write(failed(0));

    assertThat(labels()).containsExactly("person 0.9000", "car 0.8000");
    assertThat(outcomes()).containsExactly("analysed - 2", "rejected missing_file 0");
  }

  @Test
  void oneKeyTwiceInABatchIsNoErrorEvenWhereTheDriverRewritesBatches() throws SQLException {
    try (Connection rewriting =
        DriverManager.getConnection(
            database.jdbcUrl() + "?reWriteBatchedInserts=true", database.user(), "")) {
      new StoreWriter(rewriting, LINEAGE)
          .write(analysed(0, person(9000), car(8000)), analysed(0, person(9000)), analysed(1));
    }

    assertThat(labels()).containsExactly("person 0.9000");
  }

  /** As after every restore; a plan that reads the table takes as long as there are rows. */
  @Test
  void writingARowAgainReadsNoWholeTable() throws SQLException {
    List<FrameOutcome> frames = new ArrayList<>();
    for (int offset = 0; offset < 2000; offset++) {
      frames.add(analysed(offset, person(9000), person(8000), car(7000)));
    }
    writer.writeFrames(frames);
    Rows.execute(connection, "ANALYZE");
    for (String mode : List.of("force_generic_plan", "force_custom_plan")) {
      Rows.execute(connection, "SET plan_cache_mode = " + mode);

      List<String> plan = writer.explain(analysed(1000, person(9000)));

      assertThat(plan)
          .as("what was executed: %s", String.join("\n", plan))
          .noneMatch(line -> line.contains("Seq Scan") && !line.contains("never executed"));
    }
    assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.detection"))
        .isEqualTo("5998");
  }

  /** It looks for batches by their offsets; of those behind its beginning there are few. */
  @Test
  void aGapReadsNoWholeTableOfBatches() throws SQLException {
    writer.write(assessed(Stage.CLOSED, 6, 62));
    Rows.execute(
        connection,
        """
        INSERT INTO hearthwatch.batch
        SELECT (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(),
          'first_offset', 6 * n, 'last_offset', 6 * n + 5, 'kafka_partition', n % 4))).*
        FROM hearthwatch.batch b, generate_series(1, 20000) n;
        ANALYZE
        """);
    for (String mode : List.of("force_generic_plan", "force_custom_plan")) {
      Rows.execute(connection, "SET plan_cache_mode = " + mode);

      List<String> plan = writer.explain(gap(119_900, 50));

      assertThat(plan)
          .as("what was executed: %s", String.join("\n", plan))
          .noneMatch(
              line -> line.contains("Seq Scan on batch") && !line.contains("never executed"));
    }
    assertThat(Rows.one(connection, "SELECT 20001 - count(*) FROM hearthwatch.batch"))
        .as("batches in it")
        .isEqualTo("2");
  }

  @Test
  void everyFrameOfALargeBatchArrives() throws SQLException {
    List<FrameOutcome> frames = new ArrayList<>();
    for (int offset = 0; offset < 1500; offset++) {
      frames.add(analysed(offset, person(9000), car(8000)));
    }

    writer.writeFrames(frames);

    assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.frame")).isEqualTo("1500");
    assertThat(Rows.one(connection, "SELECT count(*) FROM hearthwatch.detection"))
        .isEqualTo("3000");
  }

  private List<String> labels() throws SQLException {
    return Rows.query(
        connection,
        "SELECT label || ' ' || confidence FROM hearthwatch.detection ORDER BY frame_id, ordinal");
  }

  private List<String> outcomes() throws SQLException {
    return Rows.query(
        connection,
        "SELECT concat_ws(' ', outcome, coalesce(reason, '-'), detections) FROM hearthwatch.frame"
            + " ORDER BY result_version, kafka_offset");
  }
}
