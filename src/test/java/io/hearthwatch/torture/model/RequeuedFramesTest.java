package io.hearthwatch.torture.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.hearthwatch.torture.history.Act;
import io.hearthwatch.torture.history.CodedBox;
import io.hearthwatch.torture.history.CodedScene;
import io.hearthwatch.torture.history.FileContent;
import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.HistorySettings;
import io.hearthwatch.torture.history.RecordedRecord;
import io.hearthwatch.torture.history.RecordedTopic;
import io.hearthwatch.torture.history.Repetition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What must become of frames that failed and are sent again, case by case, as decision 26 has it.
 */
class RequeuedFramesTest {
  private static final String CAMERA = "porch";
  private static final Instant BASE = Instant.parse("2026-06-01T12:00:00Z");
  private static final FileContent BROKEN = FileContent.undecodable(new byte[] {1, 2, 3}, 0);
  private static final FileContent PERSON =
      FileContent.of(new CodedScene(List.of(new CodedBox(0, 9000, 8, 8, 200, 200)), 1, 7));

  private final HistorySettings settings = HistorySettings.under(Path.of("/frames"));
  private final List<Act> acts = new ArrayList<>();
  private final List<RecordedRecord> records = new ArrayList<>();
  private final List<Sending> sendings = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private Choice choice = frame -> frame.admission().sights().get(0);

  @Test
  void theFirstAttemptThatSucceedsCountsAndAllOthersAreInVain() {
    put("a", BROKEN);
    long failed = publish("a", 1);
    long inVain = sendAgain(failed);
    put("a", PERSON);
    publish("b", 2);
    long counts = sendAgain(failed);
    long onceTooOften = sendAgain(failed);
    choice = firstRejectedWith("undecodable");

    MustBe mustBe = mustBe();

    assertThat(outcomes(mustBe))
        .containsExactly(
            "rejected undecodable",
            "rejected undecodable",
            "rejected missing_file",
            "analysed",
            "duplicate");
    assertThat(row(mustBe, "frame", "0@" + counts))
        .contains(
            entry("requeue_of_partition", 0),
            entry("requeue_of_offset", failed),
            entry("requeue_id", "sending-" + counts),
            entry("detections", 1),
            entry("raw_value", null));
    assertThat(row(mustBe, "frame", "0@" + inVain))
        .as("an attempt that changes nothing belongs to no batch")
        .contains(
            entry("batch_id", null), entry("sequence", null), entry("requeue_of_offset", failed));
    assertThat(row(mustBe, "frame", "0@" + onceTooOften)).contains(entry("batch_id", null));
    assertThat(row(mustBe, "frame", "0@" + counts).get("batch_id"))
        .isEqualTo(row(mustBe, "frame", "0@" + failed).get("batch_id"))
        .isNotNull();
    assertThat(only(mustBe, "batch"))
        .contains(
            entry("revision", 2),
            entry("frames_analysed", 1),
            entry("frames_failed", 1),
            entry("frames_recovered", 1L),
            entry("detections", 1),
            entry("first_offset", failed),
            entry("last_offset", counts));
    assertThat(only(mustBe, "event")).contains(entry("revision", 2));
    assertThat(mustBe.rows().get("detection")).hasSize(1);
    assertThat(row(mustBe, "dead_letter", "0@" + failed))
        .contains(
            entry("state", "recovered"),
            entry("attempts", 2L),
            entry("successor_offset", counts),
            entry("successor_outcome", "analysed"));
    assertThat(mustBe.rows().get("dead_letter")).as("and the frame without a file").hasSize(2);
  }

  @Test
  void aFrameRecoversLongAfterItsWindowWasClosedAndMovesNoClock() {
    put("a", BROKEN);
    long failed = publish("a", 1);
    put("b", PERSON);
    publish("b", 3_000);
    put("a", PERSON);
    publish("b", 3_001);
    sendAgain(failed);
    choice = firstRejectedWith("undecodable");

    MustBe mustBe = mustBe();

    assertThat(outcomes(mustBe))
        .containsExactly("rejected undecodable", "analysed", "analysed", "analysed");
    assertThat(mustBe.rows().get("batch"))
        .extracting(row -> row.columns().get("stage"), row -> row.columns().get("frames_recovered"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("closed", 1L),
            org.assertj.core.groups.Tuple.tuple("interim", 0L));
    assertThat(sequences(mustBe)).containsExactly(0L, 1L, 2L, 3L);
  }

  /** Whoever may write the topic can write the headers, and gains nothing. */
  @Test
  void whatDidNotFailIsDuplicateAndLaterLate() {
    put("a", PERSON);
    long good = publish("a", 1);
    repeat(good, "forged-1");
    put("b", PERSON);
    publish("b", 1_000);
    repeat(good, "forged-2");
    publish("b", 1_001);

    MustBe mustBe = mustBe();

    assertThat(outcomes(mustBe))
        .containsExactly("analysed", "duplicate", "analysed", "late", "analysed");
    assertThat(sequences(mustBe)).as("attempts are numbered too").containsExactly(0L, 2L, 4L);
    assertThat(mustBe.rows().get("dead_letter")).isEmpty();
  }

  @Test
  void aRepetitionInAGapLeavesTheLetterRequeuedUntilItIsSentOnceMore() {
    put("a", BROKEN);
    long failed = publish("a", 1);
    long lost = sendAgain(failed);
    gaps.add(new Gap(0, lost, lost + 1));

    assertThat(row(mustBe(), "dead_letter", "0@" + failed))
        .contains(
            entry("state", "requeued"), entry("attempts", 1L), entry("successor_offset", null));

    sendAgain(failed);

    assertThat(row(mustBe(), "dead_letter", "0@" + failed))
        .contains(entry("state", "open"), entry("attempts", 2L));
  }

  /** Nobody knows any more that it failed, or that it was there. */
  @Test
  void aRepetitionOfWhatLiesInAGapIsAFirstFrame() {
    put("a", PERSON);
    long original = publish("a", 1);
    long repeated = sendAgain(original);
    gaps.add(new Gap(0, original, original + 1));

    MustBe mustBe = mustBe();

    assertThat(outcomes(mustBe)).containsExactly("analysed");
    assertThat(only(mustBe, "batch"))
        .contains(
            entry("revision", 1), entry("frames_recovered", 0L), entry("first_offset", repeated));
    assertThat(row(mustBe, "frame", "0@" + repeated))
        .contains(entry("requeue_of_offset", original));
  }

  /** The picture was put right, and the job went back behind its first reading, or did not. */
  @Test
  void oneOutcomeDecidesAboutTheOther() {
    put("a", BROKEN);
    long original = publish("a", 1);
    put("a", PERSON);
    publish("b", 2);
    sendAgain(original);

    choice = firstRejectedWith("undecodable");
    assertThat(outcomes(mustBe())).endsWith("analysed").startsWith("rejected undecodable");
    assertThat(only(mustBe(), "batch")).contains(entry("frames_recovered", 1L));

    choice = frame -> frame.admission().sights().get(1);
    MustBe readAgain = mustBe();
    assertThat(outcomes(readAgain)).endsWith("duplicate").startsWith("analysed");
    assertThat(only(readAgain, "batch")).contains(entry("frames_recovered", 0L));
    assertThat(readAgain.fates()).filteredOn(Fate::undecided).hasSize(2);
    assertThat(readAgain.unsureEvents()).hasSize(1);
  }

  /** A record that is no reference is sent again in vain, and keeps what it repeats. */
  @Test
  void whatIsRefusedBeforeItsPictureIsRefusedAgain() {
    long original = publish("{\"camera_id\": \"porch\"}");
    long repeated = sendAgain(original);

    MustBe mustBe = mustBe();

    assertThat(outcomes(mustBe))
        .containsExactly("rejected missing_field", "rejected missing_field");
    assertThat(row(mustBe, "frame", "0@" + repeated))
        .contains(entry("requeue_of_offset", original));
    assertThat(only(mustBe, "dead_letter")).contains(entry("state", "open"), entry("attempts", 2L));
  }

  private void put(String file, FileContent content) {
    acts.add(new Act.PutFile(acts.size(), file + ".png", content, Duration.ZERO));
  }

  private long publish(String file, int second) {
    return publish(
        "{\"camera_id\": \"%s\", \"uri\": \"file:///frames/%s.png\", \"captured_at\": \"%s\"}"
            .formatted(CAMERA, file, BASE.plusSeconds(second)));
  }

  private long publish(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    acts.add(new Act.Publish(acts.size(), 0, key(), bytes, Map.of(), CAMERA, "a test's"));
    return record(bytes, null);
  }

  private long sendAgain(long original) {
    String id = "sending-" + records.size();
    long offset = repeat(original, id);
    sendings.add(new Sending(id, 0, original, Instant.ofEpochSecond(offset), offset));
    return offset;
  }

  private long repeat(long original, String id) {
    Repetition repetition = new Repetition(0, original, id);
    byte[] value = records.get((int) original).value();
    if (repetition.forged()) {
      acts.add(new Act.Publish(acts.size(), 0, key(), value, Map.of(), CAMERA, "forged"));
    }
    return record(value, repetition);
  }

  private long record(byte[] value, Repetition repeats) {
    long offset = records.size();
    records.add(
        new RecordedRecord(0, offset, key(), value, 1_800_000_000_000L + offset, true, repeats));
    return offset;
  }

  private static byte[] key() {
    return CAMERA.getBytes(StandardCharsets.UTF_8);
  }

  private static Choice firstRejectedWith(String reason) {
    return frame ->
        frame.admission().sights().stream()
            .filter(sight -> reason.equals(sight.reason()))
            .findFirst()
            .orElse(frame.admission().sights().get(0));
  }

  private MustBe mustBe() {
    RecordedTopic topic = new RecordedTopic("frames", List.of(records));
    History history = History.told(settings, acts);
    assertThat(topic.differencesFrom(history)).isEmpty();
    return MustBe.of(history, topic, gaps, choice, sendings);
  }

  private static List<String> outcomes(MustBe mustBe) {
    return mustBe.fates().stream()
        .map(fate -> fate.outcome() + (fate.reason() == null ? "" : " " + fate.reason()))
        .toList();
  }

  private static List<Object> sequences(MustBe mustBe) {
    return mustBe.rows().get("frame").stream()
        .map(row -> row.columns().get("sequence"))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Map<String, Object> only(MustBe mustBe, String table) {
    assertThat(mustBe.rows().get(table)).hasSize(1);
    return mustBe.rows().get(table).get(0).columns();
  }

  private static Map<String, Object> row(MustBe mustBe, String table, String key) {
    return mustBe.rows().get(table).stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + key + " in " + table))
        .columns();
  }
}
