package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearthwatch.config.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  private static final Map<String, String> OWN = Map.of("postgres.user", "postgres");

  @Test
  void presetsGiveWayToWhatAPersonGives() {
    JobArguments arguments =
        new JobArguments(List.of("--window.length", "30 s", "--detect.parallelism=3"))
            .preset("window.length", "60 s")
            .preset("detect.parallelism", "2")
            .preset("detect.confidence", "0.4");

    assertThat(arguments.with(OWN))
        .containsExactly(
            "--postgres.user",
            "postgres",
            "--detect.confidence",
            "0.4",
            "--window.length",
            "30 s",
            "--detect.parallelism=3");
  }

  @Test
  void whatBelongsToTheRunCannotBeGiven() {
    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> new JobArguments(List.of("--postgres.user=me")).with(OWN))
        .withMessageContaining("postgres.user (argument): belongs to this command");
  }

  @Test
  void strayWordsAreTold() {
    assertThat(stray("--window.length", "30 s", "--config", "job.yaml", "--a.b=c")).isEmpty();
    assertThat(stray("--a.b")).isEmpty();
    assertThat(stray("--window.length", "30", "s")).isEqualTo("s");
    assertThat(stray("--window.length=30s", "more")).isEqualTo("more");
    assertThat(stray("--kep")).isEqualTo("--kep");
    assertThat(stray("word")).isEqualTo("word");
  }

  private static String stray(String... words) {
    return new JobArguments(List.of(words)).stray().orElse("");
  }
}
