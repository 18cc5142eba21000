package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.testing.Faults;
import io.hearthwatch.torture.check.Difference;
import io.hearthwatch.torture.check.Difference.Kind;
import io.hearthwatch.torture.check.Message;
import io.hearthwatch.torture.check.TortureCheck;
import io.hearthwatch.torture.check.World;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.HistorySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The job does what the model says, failures included; and where it does not, the checker says so.
 * One history is played once; bugs are then planted into what the job left behind. {@code
 * -Dhearthwatch.torture.seed} plays another, {@code -Dhearthwatch.torture.windows} a longer one.
 */
@Tag("story")
class TortureCheckITCase {
  @TempDir private static Path directory;
  private static PlayedRun run;
  private static World world;

  @BeforeAll
  static void playOnceThroughFailures() throws Exception {
    Faults.arm("admit", 100, 700);
    Faults.arm("detect", 60, 300);
    Faults.arm("ledger.write", 150, 800);
    Faults.arm("ledger.flush", 3, 12);
    Faults.arm("results.write", 10, 40);
    Faults.arm("results.flush", 5, 20);
    Faults.arm("events.flush", 8);
    Faults.arm("dead-letters.flush", 10);
    run =
        PlayedRun.of(
            "torture",
            history("frames", Integer.getInteger("hearthwatch.torture.windows", 8)),
            directory,
            Map.of("detect.parallelism", "2", "ingest.parallelism", "2"),
            PlayedRun::withPlacesToFail);
    world = run.world();
  }

  private static History history(String frames, int windows) throws Exception {
    HistorySettings settings =
        HistorySettings.under(directory.toRealPath().resolve(frames))
            .with(windows, Duration.ofSeconds(4));
    return History.of(Long.getLong("hearthwatch.torture.seed", 1), settings);
  }

  @AfterAll
  static void disarm() {
    Faults.disarm();
  }

  @Test
  void theJobDoesWhatMustBe() {
    assertThat(compare(world)).isEmpty();
    assertThat(Faults.thrown().values()).allMatch(thrown -> thrown > 0);
  }

  @Test
  void everyOutcomeIsInIt() {
    Set<String> outcomes =
        world.rows().get("frame").stream()
            .map(
                row ->
                    row.get("outcome") + (row.get("reason") == null ? "" : ":" + row.get("reason")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(outcomes)
        .containsExactly(
            "analysed",
            "duplicate",
            "late",
            "rejected:clock_ahead",
            "rejected:clock_behind",
            "rejected:content_mismatch",
            "rejected:file_too_large",
            "rejected:forbidden_uri",
            "rejected:inference_failed",
            "rejected:invalid_field",
            "rejected:key_mismatch",
            "rejected:malformed_json",
            "rejected:missing_field",
            "rejected:missing_file",
            "rejected:record_too_large",
            "rejected:skipped",
            "rejected:too_many_pixels",
            "rejected:undecodable",
            "rejected:unknown_camera",
            "rejected:unreadable_file");
    assertThat(world.rows().get("event"))
        .extracting(row -> row.get("level"))
        .contains("low", "medium", "high");
    assertThat(world.rows().get("batch"))
        .extracting(row -> row.get("stage"))
        .contains("interim", "closed");
  }

  /** Frames that failed, were sent again, and then failed again, counted, or were not needed. */
  @Test
  void allThatMayBecomeOfARequeuedRecordIsInIt() {
    assertThat(world.rows().get("frame"))
        .filteredOn(row -> row.get("requeue_id") != null)
        .extracting(row -> row.get("outcome"))
        .contains("analysed", "duplicate", "late", "rejected");
    assertThat(world.rows().get("dead_letter"))
        .extracting(row -> row.get("state"))
        .contains("open", "recovered");
    assertThat(world.rows().get("batch"))
        .filteredOn(row -> !row.get("frames_recovered").toString().equals("0"))
        .extracting(row -> row.get("stage"))
        .contains("closed");
  }

  /** After the fact, in the tables. The victims are the first rows in the order of their keys. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a dropped record   | DELETE FROM frame WHERE (kafka_partition, kafka_offset) = (1, 40)                        | MISSING   | frame     | ""
          a doubled record   | INSERT INTO frame SELECT (jsonb_populate_record(f, '{"kafka_offset": 999999}')).* FROM frame f WHERE (kafka_partition, kafka_offset) = (1, 40) | BEYOND | frame | ""
          a revision back    | UPDATE batch SET revision = revision - 1 WHERE id = (SELECT id FROM batch WHERE stage = 'closed' ORDER BY id LIMIT 1) | WENT_BACK | batch | write
          a gap forgotten    | UPDATE batch SET after_gap = after_gap - 1 WHERE id = (SELECT id FROM batch ORDER BY id LIMIT 1) | WENT_BACK | batch | write
          a stage back       | UPDATE event SET stage = 'interim' WHERE id = (SELECT id FROM event WHERE stage = 'closed' ORDER BY id LIMIT 1) | WENT_BACK | event | write
          a wrong count      | UPDATE batch SET frames_analysed = frames_analysed + 1 WHERE id = (SELECT id FROM batch ORDER BY id LIMIT 1) | WRONG | batch | frames_analysed
          a stale detection  | INSERT INTO detection SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'ordinal', 9))).* FROM detection d ORDER BY id LIMIT 1 | BEYOND | detection | ""
          a moved box        | UPDATE detection SET left_px = left_px + 0.125 WHERE id = (SELECT id FROM detection ORDER BY id LIMIT 1) | WRONG | detection | left_px
          a wrong score      | UPDATE event SET score = score + 1 WHERE id = (SELECT id FROM event ORDER BY id LIMIT 1)        | WRONG     | event     | score
          a doubled event    | INSERT INTO event (id, batch_id, result_version, camera_id, window_start, window_end, stage, revision, score, factors, summary, model_sha256, config_digest, code_version, kafka_topic, kafka_partition, first_offset, last_offset, closed_by, written_at) SELECT gen_random_uuid(), batch_id, result_version, camera_id, window_start, window_end, stage, revision, score, factors, summary, model_sha256, config_digest, code_version, kafka_topic, kafka_partition, first_offset, last_offset, closed_by, written_at FROM event ORDER BY id LIMIT 1 | BEYOND | event | ""
          a dropped window   | DELETE FROM batch WHERE id = (SELECT id FROM batch ORDER BY id LIMIT 1)                         | WENT_BACK | batch     | write
          a frame twice      | UPDATE frame SET outcome = 'analysed', reason = NULL WHERE (kafka_partition, kafka_offset) = (SELECT f.kafka_partition, f.kafka_offset FROM frame f WHERE f.requeue_id NOT LIKE 'forged%' AND f.outcome = 'rejected' AND f.frame_id IS NOT NULL ORDER BY f.kafka_partition, f.kafka_offset LIMIT 1) | WRONG | frame | outcome
          a lost provenance  | UPDATE frame SET requeue_of_offset = NULL WHERE (kafka_partition, kafka_offset) = (SELECT f.kafka_partition, f.kafka_offset FROM frame f WHERE f.requeue_id IS NOT NULL AND f.outcome = 'analysed' ORDER BY f.kafka_partition, f.kafka_offset LIMIT 1) | WRONG | frame | requeue_of_offset
          a recovery lost    | UPDATE batch SET frames_recovered = 0, frames_failed = frames_failed + 1 WHERE id = (SELECT id FROM batch WHERE frames_recovered = 1 ORDER BY id LIMIT 1) | WRONG | batch | frames_recovered
          a letter forgotten | DELETE FROM requeue WHERE id = (SELECT id FROM requeue ORDER BY id LIMIT 1) | MISSING | table requeue | ""
          a letter as mended | UPDATE frame SET requeue_id = NULL WHERE (kafka_partition, kafka_offset) = (SELECT f.kafka_partition, f.kafka_offset FROM frame f WHERE f.requeue_id NOT LIKE 'forged%' AND f.outcome = 'rejected' ORDER BY f.kafka_partition, f.kafka_offset LIMIT 1) | BEYOND | dead_letter | ""
          another outcome    | UPDATE frame SET outcome = 'late' WHERE (kafka_partition, kafka_offset) = (1, 40)               | CHANGED   | frame     | write
          """)
  void tellsWhatIsPlanted(String bug, String sql, Kind kind, String place, String what)
      throws Exception {
    List<Difference> differences;
    try (Connection connection = run.database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL search_path TO hearthwatch");
      assertThat(statement.executeUpdate(sql)).as(bug).isEqualTo(1);
      differences = compare(world.withTables(connection, run.settings.resultVersion()));
      connection.rollback();
    }
    assertThat(differences)
        .as(bug)
        .anyMatch(
            difference ->
                difference.kind() == kind
                    && difference.place().equals(place)
                    && difference.what().startsWith(what));
    assertThat(differences.get(0).history()).as(differences.get(0).toString()).isNotEmpty();
  }

  @Test
  void tellsWhatIsMissingOnTheTopics() {
    List<Message> events = without(world.events());
    assertThat(compare(world.with(events, world.deadLetters())))
        .singleElement()
        .matches(d -> d.kind() == Kind.MISSING && d.place().equals("topic of events"));
    List<Message> letters = without(world.deadLetters());
    assertThat(compare(world.with(world.events(), letters)))
        .singleElement()
        .matches(d -> d.kind() == Kind.MISSING && d.place().equals("topic of dead letters"));
  }

  /** All but those on what the first one is on. */
  private static List<Message> without(List<Message> messages) {
    return messages.stream().filter(m -> !about(m).equals(about(messages.get(0)))).toList();
  }

  private static String about(Message message) {
    return message.json().path("event_id").asText(message.json().path("message_id").asText());
  }

  /** In the job itself. */
  @Test
  void tellsOnAJobThatLies() throws Exception {
    Faults.disarm();
    PlayedRun lying = PlayedRun.ofLiar("torture-liar", history("liars-frames", 4), directory);
    List<Difference> differences = lying.differences();
    assertThat(differences)
        .as("a dropped record")
        .anyMatch(d -> d.kind() == Kind.MISSING && d.place().equals("frame"))
        .as("a doubled record")
        .anyMatch(
            d -> d.kind() == Kind.BEYOND && d.key().endsWith("@" + LyingParts.INVENTED_OFFSET))
        .as("a stale detection")
        .anyMatch(d -> d.kind() == Kind.BEYOND && d.place().equals("detection"))
        .as("a wrong count")
        .anyMatch(d -> d.kind() == Kind.WRONG && d.what().equals("frames_analysed"))
        .as("a window that is not closed")
        .anyMatch(d -> d.kind() == Kind.MISSING && d.place().equals("batch"))
        .as("a lost provenance")
        .anyMatch(d -> d.kind() == Kind.WRONG && d.what().equals("requeue_of_offset"))
        .as("a frame that is counted as failed and as recovered")
        .anyMatch(d -> d.kind() == Kind.WRONG && d.what().equals("frames_failed"))
        .as("an event that is not sent")
        .anyMatch(d -> d.place().equals("topic of events"));
  }

  private static List<Difference> compare(World world) {
    return TortureCheck.compare(run.history, run.recorded(), List.of(), world);
  }
}
