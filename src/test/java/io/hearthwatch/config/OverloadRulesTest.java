package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverloadRulesTest {
  private static final String SHED =
      "overload: {policy: shed, frames-per-second: 40, partitions: 2}\n";

  @Test
  void shedsByDefaultAfterHalfAMinuteAndNobodyFirst() {
    assertThat(Configurations.load(SHED).overload())
        .satisfies(
            overload -> {
              assertThat(overload.shedAfter()).isEqualTo(Duration.ofSeconds(30));
              assertThat(overload.lowPriority()).isEmpty();
              assertThat(overload.highPriority()).isEmpty();
            });
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(
            Configurations.problems(
                """
                overload:
                  policy: shed
                  shed-after: 0 s
                  frames-per-seconds: 40
                  partitions: 0
                  low-priority: [yard, "garden-*", door]
                  high-priority: [door, "no good", yard]
                """))
        .extracting(Problem::key, Problem::message)
        .containsExactlyInAnyOrder(
            tuple("overload.shed-after", "`0 s` is too small"),
            tuple(
                "overload.frames-per-seconds",
                "is not an option; did you mean `overload.frames-per-second`?"),
            tuple("overload.frames-per-second", "is missing, as overload.policy is `shed`"),
            tuple("overload.partitions", "`0` is too small"),
            tuple(
                "overload.high-priority",
                "`no good` is no camera id: 1 to 64 letters, digits, '_', '-' or '*'"));
  }

  @Test
  void aCameraIsInOneOfTheLists() {
    assertThat(
            Configurations.problems(
                SHED,
                "--overload.low-priority",
                "yard,garden-*,door",
                "--overload.high-priority",
                "door,garden-gate,yard"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(
            tuple("overload.high-priority", "and overload.low-priority both name `door`"),
            tuple("overload.high-priority", "and overload.low-priority both name `yard`"));
  }

  @Test
  void whatIsForSheddingIsRefusedWithoutIt() {
    assertThat(
            Configurations.problems(
                """
                overload.frames-per-second: 40
                overload.shed-after: 30 s
                overload.high-priority: [door]
                """))
        .extracting(Problem::key, Problem::source, Problem::message)
        .containsExactly(
            tuple(
                "overload.frames-per-second",
                "home.yaml:6",
                "means nothing while overload.policy is `backlog`: no frame is shed"),
            tuple(
                "overload.shed-after",
                "home.yaml:7",
                "means nothing while overload.policy is `backlog`: no frame is shed"),
            tuple(
                "overload.high-priority",
                "home.yaml:8",
                "means nothing while overload.policy is `backlog`: no frame is shed"));
  }

  @Test
  void aWrongPolicyIsTheOnlyProblem() {
    assertThat(Configurations.problems("overload: {policy: sched, partitions: 2}\n"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(tuple("overload.policy", "`sched` is none of them; did you mean `shed`?"));
  }

  @Test
  void ratesAreDecimalNumbersInRange() {
    for (String good : new String[] {"0.1", "120", "33.333", "1000000", "+5"}) {
      assertThat(Configurations.problems(SHED, "--overload.frames-per-second", good)).isEmpty();
    }
    for (String bad : new String[] {"0", "0.09", "-1", "1e3", "NaN", "1000000.1", "1.0001", "x"}) {
      assertThat(Configurations.problems(SHED, "--overload.frames-per-second=" + bad))
          .as(bad)
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem.remedy())
                      .startsWith("Give a number from 0.1 to 1000000 with at most three decimals"));
    }
  }

  @Test
  void everyOptionOfSheddingChangesTheDigest() {
    String digest = Configurations.load(SHED).configDigest();

    assertThat(digest).isNotEqualTo(Configurations.load("").configDigest());
    assertThat(Configurations.load("overload.policy: backlog\n").configDigest())
        .isEqualTo(Configurations.load("").configDigest());
    assertThat(Configurations.load(SHED, "--overload.frames-per-second", "40.0").configDigest())
        .isEqualTo(digest);
    String[][] changes = {
      {"--overload.frames-per-second", "40.1"},
      {"--overload.partitions", "3"},
      {"--overload.shed-after", "31 s"},
      {"--overload.low-priority", "yard"},
      {"--overload.high-priority", "yard"}
    };
    for (String[] change : changes) {
      assertThat(Configurations.load(SHED, change).configDigest())
          .as(change[0])
          .isNotEqualTo(digest);
    }
  }
}
