package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityRulesTest {
  private static final String SHED =
      "overload: {policy: shed, frames-per-second: 40, partitions: 2}\n";
  private static final String LOW = "overload.low-priority";
  private static final String HIGH = "overload.high-priority";

  @Test
  void aPatternThatMatchesNoCameraThatIsHeardIsRefused() {
    assertThat(
            problems(
                "front-door,back-door,garden-*",
                "gardn-*,garden-gate,*-yard",
                "front-dor,*-door,yard"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(
            tuple(
                HIGH,
                "`front-dor` is no camera that ingest.cameras lets in; did you mean `front-door`?"),
            tuple(HIGH, "`yard` is no camera that ingest.cameras lets in"),
            tuple(
                LOW,
                "`gardn-*` matches no camera that ingest.cameras lets in; did you mean"
                    + " `garden-*`?"));
  }

  @Test
  void everyCameraHighIsNoPriority() {
    assertThat(problems(null, "garden-*", "front-door,*"))
        .extracting(Problem::key, Problem::source, Problem::message, Problem::remedy)
        .containsExactly(
            tuple(
                HIGH,
                "argument",
                "`*` is every camera: no frame could ever be shed",
                "Name only those whose frames must stay, or let all wait: `overload.policy:"
                    + " backlog`."));
    assertThat(problems("front-door,garden-*", null, "garden*,front-door"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(
            tuple(
                HIGH,
                "names every camera that ingest.cameras lets in: no frame could ever be shed"));
  }

  @Test
  void aLowOneThatIsHighAllTheSameIsRefused() {
    assertThat(problems(null, "garden-gate,garden-g*,gard*", "garden-*"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(
            tuple(
                LOW,
                "`garden-gate` never takes effect: overload.high-priority `garden-*` covers it, and"
                    + " goes before"),
            tuple(
                LOW,
                "`garden-g*` never takes effect: overload.high-priority `garden-*` covers it, and"
                    + " goes before"));
    assertThat(problems("garden-a,garden-b,door,yard-*", "garden-*,yard*", "garden-a,garden-b"))
        .extracting(Problem::key, Problem::message)
        .containsExactly(
            tuple(
                LOW,
                "`garden-*` never takes effect: overload.high-priority covers all of ingest.cameras"
                    + " that it means, and goes before"));
  }

  @Test
  void whatMeansSomethingIsTaken() {
    assertThat(problems(null, "*", "front-door,garden-gate")).isEmpty();
    assertThat(problems("*", "*-yard,garden-*", "garden-gate")).isEmpty();
    assertThat(problems("door-*", "*-2", "*-1")).isEmpty();
    assertThat(problems("garden-a,garden-b", "garden-*", "garden-a")).isEmpty();
    assertThat(problems(null, null, "front-door")).isEmpty();
  }

  /** A list that cannot be read is told as that, and nothing is concluded from it. */
  @Test
  void anUnreadableListIsComparedWithNone() {
    assertThat(problems("no good", "yard", "*"))
        .extracting(Problem::key, Problem::message)
        .containsExactlyInAnyOrder(
            tuple(
                "ingest.cameras",
                "`no good` is no camera id: 1 to 64 letters, digits, '_', '-' or '*'"),
            tuple(HIGH, "`*` is every camera: no frame could ever be shed"));
  }

  private static List<Problem> problems(String heard, String low, String high) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "ingest.cameras", heard);
    add(arguments, LOW, low);
    add(arguments, HIGH, high);
    return Configurations.problems(SHED, arguments.toArray(String[]::new));
  }

  private static void add(List<String> arguments, String key, String value) {
    if (value != null) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }
}
