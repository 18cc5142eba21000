package io.hearthwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.fetch.FetchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureBudgetTest {
  private static final long MB = 1L << 20;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void whatFitsIsTakenWithoutAWord() {
    PictureBudget budget = new PictureBudget(700 * MB);
    budget.take(settings(16, 10), warnings::add);
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatMayNotFitIsSaidWithOptionsAndFigures() {
    PictureBudget budget = new PictureBudget(600 * MB);
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings).isEmpty();
    budget.take(settings(16, 10), warnings::add);
    assertThat(warnings)
        .containsExactly(
            "pictures of the largest size would take 513 MB and all else about 128 MB, but the heap"
                + " of this process has 600 MB (detect subtasks in it: 2, fetch.read-ahead: 16,"
                + " fetch.threads: 8, fetch.max-size: 10240 kB): lower fetch.read-ahead or"
                + " fetch.max-size, or give the task manager more heap"
                + " (taskmanager.memory.process.size, or -Xmx at home)");
  }

  @Test
  void whereNotOnePictureFitsForEachSubtaskTheNextIsRefused() {
    PictureBudget budget = new PictureBudget(600 * MB);
    budget.take(settings(1, 200), warnings::add);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> budget.take(settings(1, 200), warnings::add))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("even one picture for each subtask would take 800 MB")
          .hasMessageContaining("detect subtasks in it: 2, fetch.read-ahead: 1")
          .hasMessageContaining("fetch.max-size: 204800 kB");
    }
  }

  @Test
  void aPartThatIsGivenBackOnceOrTwiceCanBeTakenAgain() {
    PictureBudget budget = new PictureBudget(600 * MB);
    for (int attempt = 0; attempt < 5; attempt++) {
      PictureBudget.Part part = budget.take(settings(1, 200), warnings::add);
      part.close();
      part.close();
    }
    budget.take(settings(1, 200), warnings::add);
    assertThatThrownBy(() -> budget.take(settings(1, 200), warnings::add))
        .hasMessageContaining("detect subtasks in it: 2");
  }

  private static FetchSettings settings(int readAhead, long maxMegabytes) {
    return new FetchSettings(
        256,
        8,
        readAhead,
        maxMegabytes * MB,
        4,
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        List.of());
  }
}
