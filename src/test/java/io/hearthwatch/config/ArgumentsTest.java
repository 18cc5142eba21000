package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void bothFormsAndSwitches() {
    Arguments arguments =
        Arguments.parse(
            List.of(
                "--config", "jobs/home.yaml", "--a.b=c=d", "--e.f", "-1", "--ingest.accept-gap"));

    assertThat(arguments.file()).contains("jobs/home.yaml");
    assertThat(arguments.given().problems()).isEmpty();
    assertThat(arguments.given().values().values())
        .extracting(Given::key, value -> value.items().get(0))
        .containsExactly(
            tuple("a.b", "c=d"), tuple("e.f", "-1"), tuple("ingest.accept-gap", "true"));
  }

  @Test
  void aSwitchTakesAValueWhereOneFollows() {
    assertThat(Configurations.load("", "--ingest.accept-gap", "false").ingest().acceptGap())
        .isFalse();
  }

  @Test
  void problemsNameTheKeyAndNeverAStrayValue() {
    List<Problem> problems =
        Configurations.problems(
            "", "--postgres.password", "hunter2", "hunter2", "--window.length", "--config", "--x");

    assertThat(problems)
        .extracting(Problem::key, Problem::message)
        .containsExactlyInAnyOrder(
            tuple("argument 3", "belongs to no option"),
            tuple("window.length", "has no value"),
            tuple("config", "has no value"),
            tuple("x", "is not an option"),
            tuple("postgres.password", "is not taken from here: others could read it"));
    assertThat(problems.toString()).doesNotContain("hunter2");
  }

  @Test
  void aKeyGivenTwiceIsAProblem() {
    assertThat(Configurations.problems("", "--window.length=1 s", "--window.length", "2 s"))
        .extracting(Problem::key, Problem::source, Problem::message)
        .containsExactly(tuple("window.length", "argument", "is given twice"));
  }
}
