package io.hearthwatch.torture.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What was sent again may stand between what was played, and is told from all else. */
class RecordedTopicTest {
  private final List<Act> acts = new ArrayList<>();
  private final List<RecordedRecord> records = new ArrayList<>();

  private void play(String value) {
    acts.add(new Act.Publish(acts.size(), 0, null, bytes(value), Map.of(), "porch", "plain"));
  }

  private void find(String value, Repetition repeats) {
    records.add(new RecordedRecord(0, records.size(), null, bytes(value), 0, true, repeats));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> differences() {
    HistorySettings settings = HistorySettings.under(Path.of("/frames"));
    return new RecordedTopic("frames", List.of(records))
        .differencesFrom(History.told(settings, acts));
  }

  @Test
  void aRepetitionMayStandAnywhereBehindItsOriginal() {
    play("a");
    play("b");
    find("a", null);
    find("a", new Repetition(0, 0, "x"));
    find("b", null);
    find("a", new Repetition(0, 0, "y"));

    assertThat(differences()).isEmpty();
  }

  @Test
  void aRepetitionOfAnotherValueIsNone() {
    play("a");
    find("a", null);
    find("b", new Repetition(0, 0, "x"));

    assertThat(differences())
        .singleElement()
        .asString()
        .contains("offset 1 is no repetition of 0@0");
  }

  @Test
  void whatWasNotPlayedOrIsMissingIsTold() {
    play("a");
    find("a", null);
    find("a", null);
    assertThat(differences()).singleElement().asString().contains("was not played");

    records.clear();
    assertThat(differences()).singleElement().asString().contains("0 of 1 records");
  }

  @Test
  void readsOnlyHeadersThatCanBe() {
    assertThat(read("frames/2/17", "id-1", 2, 18)).isEqualTo(new Repetition(2, 17, "id-1"));
    assertThat(read("frames/1/17", "id-1", 2, 3)).isEqualTo(new Repetition(1, 17, "id-1"));
    assertThat(read("frames/2/17", "id-1", 2, 17)).isNull();
    assertThat(read("others/2/17", "id-1", 2, 18)).isNull();
    assertThat(read("frames/2/17", "no id", 2, 18)).isNull();
    assertThat(read("frames-2-17", "id-1", 2, 18)).isNull();
    assertThat(read(null, "id-1", 2, 18)).isNull();
    assertThat(read("frames/2/17", null, 2, 18)).isNull();
  }

  private static Repetition read(String of, String id, int partition, long offset) {
    RecordHeaders headers = new RecordHeaders();
    if (of != null) {
      headers.add(Repetition.OF, bytes(of));
    }
    if (id != null) {
      headers.add(Repetition.ID, bytes(id));
    }
    return Repetition.read(headers, "frames", partition, offset);
  }
}
