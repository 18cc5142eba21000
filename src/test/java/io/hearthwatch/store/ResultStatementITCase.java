package io.hearthwatch.store;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.batch;
import static io.hearthwatch.testing.Results.event;
import static io.hearthwatch.testing.Results.gap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.PublishedEvents;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guarded statement that writes a batch with its event, against a real database. */
class ResultStatementITCase {
  private static final String STATE =
      """
      SELECT concat_ws(' ', b.revision, b.stage, e.revision, e.stage, e.score, e.level)
      FROM hearthwatch.batch b LEFT JOIN hearthwatch.event e ON e.batch_id = b.id
      """;

  private static final String ORDER =
      """
      SELECT concat_ws(' ', b.after_gap, b.revision, b.stage, e.score)
      FROM hearthwatch.batch b LEFT JOIN hearthwatch.event e ON e.batch_id = b.id
      """;

  private Connection connection;
  private StoreWriter writer;

  @BeforeEach
  void connect() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
    writer = new StoreWriter(connection, LINEAGE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void storesABatchWithItsEvent() throws SQLException {
    writer.write(assessed(Stage.CLOSED, 3, 62));

    assertThat(Rows.one(connection, "SELECT to_jsonb(b) - 'written_at' FROM hearthwatch.batch b"))
        .contains(
            "\"id\": \"" + Results.BATCH_ID,
            "\"window_start\": \"2026-11-20T08:00:00+00:00\"",
            "\"window_end\": \"2026-11-20T08:01:30+00:00\"",
            "\"revision\": 3",
            "\"frames_analysed\": 3",
            "\"first_offset\": 0",
            "\"last_offset\": 2",
            "\"closed_by\": \"clock\"",
            "\"classes\": {\"person\": {\"frames\": 3, \"last_seen\":"
                + " \"2026-11-20T08:00:02.000125Z\", \"detections\": 3, \"first_seen\":"
                + " \"2026-11-20T08:00:00.000125Z\", \"max_in_frame\": 1, \"confidence_sum\":"
                + " 2.7000, \"max_confidence\": 0.9000}}",
            "\"key_box\": {\"top\": 20.25, \"left\": 10.5, \"label\": \"person\", \"right\":"
                + " 110.125, \"bottom\": 220.0, \"confidence\": 0.9000}");
    assertThat(Rows.one(connection, "SELECT to_jsonb(e) - 'written_at' FROM hearthwatch.event e"))
        .contains(
            "\"id\": \"" + Results.EVENT_ID,
            "\"batch_id\": \"" + Results.BATCH_ID,
            "\"score\": 62",
            "\"level\": \"high\"",
            "\"factors\": [{\"name\": \"person_present\", \"description\": \"A person was seen\", \"contribution\": 62}]",
            "\"model_sha256\": \"" + "a".repeat(64),
            "\"config_digest\": \"" + "b".repeat(64),
            "\"detect_provider\": \"cpu\"",
            "\"code_version\": \"0.1.0\"",
            "\"kafka_topic\": \"frames\"",
            "\"key_frame_uri\": \"file:///frames/porch/000000.jpg\"");
  }

  @Test
  void theLevelInTheTableIsTheOneOfTheDomainForEveryScore() throws SQLException {
    for (int score = 0; score <= 100; score++) {
      writer.write(assessed(Stage.CLOSED, 1, score));
      assertThat(Rows.one(connection, "SELECT level FROM hearthwatch.event"))
          .as("score %d", score)
          .isEqualTo(RiskLevel.ofScore(score).code());
    }
  }

  @Test
  void aRowNeverGoesBack() throws SQLException {
    writer.write(assessed(Stage.INTERIM, 5, 50));

    writer.write(assessed(Stage.CLOSED, 4, 40));
    writer.write(assessed(Stage.PROVISIONAL, 5, 41));
    assertThat(Rows.one(connection, STATE)).isEqualTo("5 interim 5 interim 50 medium");

    writer.write(assessed(Stage.CLOSED, 5, 51));
    assertThat(Rows.one(connection, STATE)).isEqualTo("5 closed 5 closed 51 medium");

    writer.write(assessed(Stage.INTERIM, 6, 61));
    assertThat(Rows.one(connection, STATE)).isEqualTo("6 interim 6 interim 61 high");
  }

  @Test
  void whatKnowsOfAGapReplacesWhatDoesNotHoweverManyFramesThatCounted() throws SQLException {
    writer.write(assessed(Stage.CLOSED, 5, 50));

    writer.write(afterGap(70, Stage.INTERIM, 2, 20));
    assertThat(Rows.one(connection, STATE)).isEqualTo("2 interim 2 interim 20 low");
    writer.write(afterGap(70, Stage.INTERIM, 1, 10));
    assertThat(Rows.one(connection, STATE)).isEqualTo("2 interim 2 interim 20 low");
    writer.write(afterGap(70, Stage.CLOSED, 3, 30));
    assertThat(Rows.one(connection, STATE)).isEqualTo("3 closed 3 closed 30 medium");
    writer.write(new AssessedBatch(batch(Stage.CLOSED, 1).withAfterGap(90), null));
    assertThat(Rows.one(connection, STATE)).isEqualTo("1 closed");
    writer.write(afterGap(70, Stage.CLOSED, 6, 60), assessed(Stage.CLOSED, 7, 70));
    assertThat(Rows.one(connection, STATE)).as("who knows of less").isEqualTo("1 closed");
  }

  @Test
  void offsetsOfAnotherTopicSayNothingOfAGap() throws SQLException {
    writer.write(afterGap(70, Stage.CLOSED, 5, 50));
    Rows.execute(connection, "UPDATE hearthwatch.batch SET kafka_topic = 'published-before'");
    writer.write(assessed(Stage.CLOSED, 4, 40));
    assertThat(Rows.one(connection, ORDER)).as("fewer frames").isEqualTo("70 5 closed 50");
    writer.write(assessed(Stage.CLOSED, 6, 60));
    assertThat(Rows.one(connection, ORDER)).as("more frames").isEqualTo("0 6 closed 60");
  }

  /** An attempt that stood still, and goes on when another one has accepted the gap. */
  @Test
  void whatCountsAFrameOfAGapThatItDoesNotKnowOfIsNotWritten() throws SQLException {
    assertThat(writtenBehind(gap(0, 3))).as("over its first frame").isFalse();
    assertThat(writtenBehind(gap(4, 9))).as("over its last frame").isFalse();
    assertThat(writtenBehind(gap(0, 5))).as("over all of them").isFalse();
    assertThat(writtenBehind(gap(1, 3))).as("between its frames, or not").isTrue();
    assertThat(writtenBehind(gap(5, 9))).as("behind them").isTrue();

    writer.write(gap(4, 9));
    writer.write(afterGap(13, Stage.CLOSED, 5, 50));
    assertThat(Rows.one(connection, ORDER)).as("who knows of it").isEqualTo("13 5 closed 50");
  }

  /** Whether a window of the frames at offsets 0 to 4 is written when the ledger has this gap. */
  private boolean writtenBehind(FrameOutcome gap) throws SQLException {
    Rows.execute(connection, "TRUNCATE hearthwatch.frame, hearthwatch.batch, hearthwatch.event");
    writer.write(gap);
    writer.write(assessed(Stage.CLOSED, 5, 50));
    boolean written = !Rows.query(connection, ORDER).isEmpty();
    Rows.execute(connection, "TRUNCATE hearthwatch.frame, hearthwatch.batch, hearthwatch.event");
    return written;
  }

  /** Whoever reads the topic in the order it was written in has what the table has, at any time. */
  @Test
  void theTableAndTheTopicStandAtTheSameStateWhateverIsWritten() throws SQLException {
    Random random = new Random(33);
    for (int round = 0; round < 40; round++) {
      Rows.execute(connection, "TRUNCATE hearthwatch.batch, hearthwatch.event");
      JsonNode newest = null;
      for (int write = 0; write < 10; write++) {
        AssessedBatch state =
            afterGap(
                40 * random.nextInt(3),
                Stage.values()[random.nextInt(3)],
                1 + random.nextInt(3),
                random.nextInt(101));
        writer.write(state);
        JsonNode message = EventMessage.json(state, LINEAGE);
        newest = newest == null || PublishedEvents.newer(newest, message) ? message : newest;
        assertThat(Rows.one(connection, ORDER))
            .as("round %d, write %d of %s", round, write, message.get("message_id"))
            .isEqualTo(
                "%s %s %s %s"
                    .formatted(
                        newest.get("after_gap"),
                        newest.get("revision"),
                        newest.get("stage").textValue(),
                        newest.get("score")));
      }
    }
  }

  private static AssessedBatch afterGap(long end, Stage stage, long revision, int score) {
    return new AssessedBatch(batch(stage, revision).withAfterGap(end), event(score));
  }

  @Test
  void anyOrderOfWritesEndsInTheSameRow() throws SQLException {
    List<AssessedBatch> states = new ArrayList<>();
    for (int revision = 1; revision <= 4; revision++) {
      for (Stage stage : Stage.values()) {
        states.add(assessed(stage, revision, 10 * revision));
      }
    }
    Random random = new Random(20);
    for (int round = 0; round < 30; round++) {
      Collections.shuffle(states, random);
      Rows.execute(connection, "TRUNCATE hearthwatch.batch, hearthwatch.event");
      writer.write(states.toArray(AssessedBatch[]::new));
      assertThat(Rows.one(connection, STATE))
          .as("order %s", states)
          .isEqualTo("4 closed 4 closed 40 medium");
    }
  }

  @Test
  void anEventThatAReplayNoLongerFindsIsDeletedWithItsBatchsRevision() throws SQLException {
    writer.write(assessed(Stage.CLOSED, 5, 50));

    writer.write(new AssessedBatch(batch(Stage.CLOSED, 4), null));
    assertThat(Rows.one(connection, STATE)).as("older state").startsWith("5 closed 5");

    writer.write(new AssessedBatch(batch(Stage.CLOSED, 5), null));
    assertThat(Rows.one(connection, STATE)).isEqualTo("5 closed");

    writer.write(new AssessedBatch(batch(Stage.CLOSED, 5), event(50)));
    assertThat(Rows.one(connection, STATE)).isEqualTo("5 closed 5 closed 50 medium");
  }
}
