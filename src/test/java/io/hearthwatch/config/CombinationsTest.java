package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationsTest {

  @ParameterizedTest
  @CsvSource({
    "admit.clock-tolerance, 121 s, 2 min",
    "detect.low-confidence, 0.5001, 0.5",
    "fetch.read-ahead, 257, 256",
    "admit.out-of-orderness, 1 d, 23 h",
    "assess.night-start, 06:00, 22:00",
    "detect.skip-offsets, other-0@7, frames-0@7",
    "kafka.frames-topic, events, x",
    "kafka.frames-topic, dead-letters, x",
    "kafka.events-topic, dead-letters, x"
  })
  void refusesTheImpossibleAndTakesItsNeighbour(String key, String impossible, String possible) {
    String shorterAge = key.startsWith("admit.out") ? "admit.max-age: 1 d\n" : "";

    assertThat(Configurations.problems(shorterAge + key + ": " + impossible + "\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.source()).startsWith("home.yaml:");
              assertThat(problem.message()).contains("does not go with");
            });
    assertThat(Configurations.problems(shorterAge + key + ": " + possible + "\n")).isEmpty();
  }

  @Test
  void whatIsWrongByItselfIsNotCompared() {
    assertThat(Configurations.problems("fetch.read-ahead: 1000000\nfetch.capacity: 1\n"))
        .extracting(Problem::message)
        .containsExactly("`1000000` is too large");
  }

  @Test
  void theOtherKeysLineIsNamedWhenOneIsADefault() {
    assertThat(Configurations.problems("window.allowed-lateness: 5 s\n"))
        .extracting(Problem::key, Problem::source)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("admit.clock-tolerance", "home.yaml:6"));
  }
}
