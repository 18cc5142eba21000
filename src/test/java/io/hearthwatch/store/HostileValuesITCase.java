package io.hearthwatch.store;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.frameId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.FrameOutcome;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.domain.RiskFactor;
import io.hearthwatch.domain.RiskLevel;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Puts into every column what Postgres, JSON or an index would refuse, and reads back what was
 * stored: no value of any field may make a statement fail.
 */
class HostileValuesITCase {
  private static final int MEGABYTE = 1 << 20;

  private static Connection connection;
  private static StoreWriter writer;

  @BeforeAll
  static void connect() throws SQLException {
    connection = PostgresServer.freshDatabase().connect();
    writer = new StoreWriter(connection, LINEAGE);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    Rows.execute(
        connection,
        "TRUNCATE hearthwatch.frame, hearthwatch.detection, hearthwatch.batch, hearthwatch.event");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nul",
        "high",
        "low",
        "reversed",
        "megabyte",
        "wide-megabyte",
        "right-to-left",
        "sql"
      })
  void everyTextColumnTakesAnyText(String kind) throws SQLException, IOException {
    String text = hostile(kind);

    writer.write(frame(text, 0, 0L, 1));
    writer.write(result(text, 0, 0f));

    String name = RowGuard.text(text, TextLimit.NAME);
    String label = RowGuard.text(text, TextLimit.LABEL);
    String sentence = RowGuard.text(text, TextLimit.SENTENCE);
    String camera = RowGuard.text(text, TextLimit.CAMERA_ID);
    String topic = RowGuard.text(text, TextLimit.TOPIC);
    String uri = RowGuard.text(text, TextLimit.URI);
    for (Map.Entry<String, String> column :
        Map.ofEntries(
                Map.entry("frame.kafka_topic", topic),
                Map.entry("frame.detail", sentence),
                Map.entry("frame.camera_id", camera),
                Map.entry("frame.uri", uri),
                Map.entry("detection.camera_id", camera),
                Map.entry("detection.label", label),
                Map.entry("batch.camera_id", camera),
                Map.entry("batch.kafka_topic", topic),
                Map.entry("batch.key_frame_uri", uri),
                Map.entry("batch.closed_by", name),
                Map.entry("event.camera_id", camera),
                Map.entry("event.kafka_topic", topic),
                Map.entry("event.key_frame_uri", uri),
                Map.entry("event.closed_by", name),
                Map.entry("event.summary", sentence))
            .entrySet()) {
      String[] path = column.getKey().split("\\.", 2);
      assertThat(Rows.one(connection, "SELECT %s FROM hearthwatch.%s".formatted(path[1], path[0])))
          .as(column.getKey())
          .isEqualTo(column.getValue());
    }
    ObjectMapper json = new ObjectMapper();
    assertThat(
            json.readTree(Rows.one(connection, "SELECT classes FROM hearthwatch.batch"))
                .fieldNames())
        .toIterable()
        .as("batch.classes")
        .containsExactly(label);
    for (String table : List.of("batch", "event")) {
      assertThat(
              json.readTree(Rows.one(connection, "SELECT key_box FROM hearthwatch." + table))
                  .get("label")
                  .textValue())
          .as("%s.key_box", table)
          .isEqualTo(label);
    }
    var factor =
        json.readTree(Rows.one(connection, "SELECT factors FROM hearthwatch.event")).get(0);
    assertThat(factor.get("name").textValue()).as("event.factors name").isEqualTo(name);
    assertThat(factor.get("description").textValue())
        .as("event.factors description")
        .isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0})
  void everyNumberAndTimeColumnTakesAnyNumber(long extreme) throws SQLException {
    writer.write(frame("porch", extreme, extreme, (int) extreme));
    writer.write(result("porch", extreme, 0f));

    assertThat(Rows.query(connection, "SELECT kafka_offset FROM hearthwatch.frame"))
        .containsExactly(Long.toString(extreme));
    assertThat(Rows.query(connection, "SELECT sequence FROM hearthwatch.frame"))
        .containsExactly(Long.toString(extreme));
    assertThat(Rows.query(connection, "SELECT revision FROM hearthwatch.event"))
        .containsExactly(Long.toString(extreme));
    assertThat(
            Rows.query(
                connection,
                """
                SELECT extract(year FROM t AT TIME ZONE 'UTC') BETWEEN 1 AND 9999 FROM (
                  SELECT unnest(ARRAY[captured_at, appended_at, ingested_at]) FROM hearthwatch.frame
                  UNION ALL SELECT unnest(ARRAY[window_start, window_end, first_captured_at,
                    last_captured_at, key_frame_captured_at]) FROM hearthwatch.batch) AS times (t)
                """))
        .hasSize(8)
        .containsOnly("t");
  }

  @Test
  void everyEdgeTakesAnyFloat() throws SQLException {
    for (float edge :
        new float[] {
          Float.NaN,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.MIN_VALUE,
          -0.0f,
          16_777_216f
        }) {
      empty();
      writer.write(
          Results.analysed(
              0, new Detection(0, "person", Integer.MAX_VALUE, edge, edge, edge, edge)));
      writer.write(result("porch", 0, edge));

      for (String column : List.of("left_px", "top_px", "right_px", "bottom_px")) {
        assertThat(
                Float.parseFloat(
                    Rows.one(connection, "SELECT " + column + " FROM hearthwatch.detection")))
            .as(column)
            .isEqualTo(RowGuard.coordinate(edge));
      }
      assertThat(Rows.one(connection, "SELECT confidence FROM hearthwatch.detection"))
          .isEqualTo("1.0000");
    }
  }

  @Test
  void scoresOutsideTheirRangeAreBroughtIntoIt() throws SQLException {
    for (int score : new int[] {Integer.MIN_VALUE, -1, 101, Integer.MAX_VALUE}) {
      RiskEvent event = new RiskEvent(Results.EVENT_ID, score, RiskLevel.LOW, List.of(), "summary");
      writer.write(new AssessedBatch(Results.batch(Stage.CLOSED, 1), event));

      assertThat(Rows.one(connection, "SELECT score || ' ' || level FROM hearthwatch.event"))
          .isEqualTo(score < 0 ? "0 low" : "100 critical");
    }
  }

  @Test
  void rawRecordsAreCutAt64Kibibytes() throws SQLException {
    writer.write(frame("porch", 0, 0L, 1));

    assertThat(
            Rows.one(
                connection,
                "SELECT octet_length(raw_key) || ' ' || octet_length(raw_value)"
                    + " FROM hearthwatch.frame"))
        .isEqualTo("65536 65536");
  }

  private static String hostile(String kind) {
    return switch (kind) {
      case "nul" -> "front\0door\0";
      case "high" -> "door\uD83D";
      case "low" -> "\uDE00door";
      case "reversed" -> "\uDE00\uD83D";
      case "megabyte" -> "x".repeat(MEGABYTE);
      case "wide-megabyte" -> "\uD83D\uDE00".repeat(MEGABYTE / 2);
      case "right-to-left" -> "\u202E\u05D3\u05DC\u05EA\u200F\u0001\u001B[31m";
      case "sql" -> "'; DROP TABLE hearthwatch.frame; -- \\ {\"a\",NULL} \"";
      default -> kind;
    };
  }

  private static FrameOutcome frame(String text, long any, long captured, int count) {
    boolean plausible = captured >= 0 && captured < 1L << 50;
    return new FrameOutcome(
        new RecordCoordinates(text, (int) any, any),
        any,
        plausible
            ? new Verdict(Verdict.ANALYSED.outcome(), Reason.INVALID_FIELD, text)
            : Verdict.rejected(Reason.INVALID_FIELD, text),
        text,
        frameId(0),
        captured,
        any,
        text,
        any,
        Results.BATCH_ID,
        true,
        count,
        count,
        plausible ? List.of(new Detection(count, text, count, 1, 2, 3, 4)) : List.of(),
        new byte[70_000],
        new byte[70_000],
        any,
        count);
  }

  private static AssessedBatch result(String text, long any, float edge) {
    int count = (int) any;
    Batch batch =
        new Batch(
            Results.BATCH_ID,
            text,
            any,
            any,
            Stage.CLOSED,
            text,
            any,
            count,
            count,
            any,
            any,
            text,
            count,
            any,
            any,
            count,
            Map.of(text, new ClassTally(count, count, count, count, any, any, any)),
            new KeyFrame(
                new RowId(any, any),
                text,
                any,
                new Detection(count, text, count, edge, edge, edge, edge)));
    return new AssessedBatch(
        batch,
        new RiskEvent(
            Results.EVENT_ID,
            50,
            RiskLevel.MEDIUM,
            List.of(new RiskFactor(text, count, text)),
            text));
  }
}
