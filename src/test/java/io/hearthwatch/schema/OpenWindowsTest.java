package io.hearthwatch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenWindowsTest {
  @Test
  void isOneSentence() {
    assertThat(sentence(0, List.of(), 0, 0, List.of())).isEmpty();
    assertThat(sentence(1, List.of("porch"), 0, 0, List.of()))
        .isEqualTo("1 window is still open, of camera porch: it has no event yet");
    assertThat(sentence(1, List.of("porch"), 0, 1, List.of("provisional")))
        .isEqualTo(
            "1 window is still open, of camera porch: its event is provisional until it closes");
    assertThat(sentence(4, List.of("drive", "gate", "porch", "yard"), 0, 4, List.of("interim")))
        .isEqualTo(
            "4 windows are still open, of cameras drive, gate, porch, yard: their events are"
                + " interim until they close");
  }

  @Test
  void saysHowManyEventsThereAre() {
    assertThat(sentence(3, List.of("gate", "porch"), 0, 0, List.of()))
        .isEqualTo("3 windows are still open, of cameras gate, porch: none has an event yet");
    assertThat(sentence(3, List.of("gate", "porch"), 0, 1, List.of("interim")))
        .endsWith(": their one event is interim until they close");
    assertThat(sentence(3, List.of("gate", "porch"), 0, 2, List.of("provisional", "interim")))
        .endsWith(": their 2 events are interim or provisional until they close");
  }

  @Test
  void namesTheFirstCamerasAndCountsTheOthers() {
    assertThat(sentence(90, List.of("a", "b"), 40, 0, List.of()))
        .isEqualTo("90 windows are still open, of cameras a, b and 40 more: none has an event yet");
  }

  private static String sentence(
      long windows, List<String> cameras, long more, long events, List<String> stages) {
    return new OpenWindows(windows, cameras, more, events, stages, List.of()).sentence();
  }
}
