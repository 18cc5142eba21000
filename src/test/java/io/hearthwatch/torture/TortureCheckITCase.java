package io.hearthwatch.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.torture.history.History;
import io.hearthwatch.torture.history.HistorySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job agrees with the model of what must be; and where it does not, the checker says so. */
class TortureCheckITCase {
  @TempDir private static Path directory;
  private static PlayedRun run;

  @BeforeAll
  static void playOnce() throws Exception {
    HistorySettings settings =
        HistorySettings.under(directory.toRealPath().resolve("frames"))
            .with(9, Duration.ofSeconds(3));
    run =
        PlayedRun.of(
            "torture",
            History.of(1, settings),
            directory,
            Map.of("detect.parallelism", "2"),
            parts -> parts);
  }

  @Test
  void theJobDoesWhatMustBe() throws Exception {
    assertThat(run.differences()).isEmpty();
  }
}
