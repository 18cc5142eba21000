package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class YamlSourceTest {

  @Test
  void flattensNestedAndDottedKeysWithTheirLines() {
    GivenValues given =
        YamlSource.read(
            "a.yaml",
            """
            # a comment
            window.length: 90 s
            assess:
              night-start: 22:00
              "night-end": '06:00'
            ingest: {allowed-roots: [/a,
              /b]}
            """);

    assertThat(given.problems()).isEmpty();
    assertThat(given.values().values())
        .extracting(Given::key, value -> String.join(",", value.items()), Given::source)
        .containsExactly(
            tuple("window.length", "90 s", "a.yaml:2"),
            tuple("assess.night-start", "22:00", "a.yaml:4"),
            tuple("assess.night-end", "06:00", "a.yaml:5"),
            tuple("ingest.allowed-roots", "/a,/b", "a.yaml:6"));
  }

  @Test
  void findsKeysThatStandTwiceHoweverTheyAreWritten() {
    assertThat(
            YamlSource.read(
                    "a.yaml",
                    """
                    window: {length: 90 s, length: 60 s}
                    window.length: 30 s
                    window:
                      interim-after: 5 s
                    """)
                .problems())
        .extracting(Problem::key, Problem::source, Problem::message)
        .containsExactly(
            tuple("window.length", "a.yaml:1", "is given twice"),
            tuple("window.length", "a.yaml:2", "is given twice, first at a.yaml:1"),
            tuple("window", "a.yaml:3", "stands twice, first at a.yaml:1"));
  }

  @Test
  void aSyntaxErrorHasItsLineAndColumnAndHidesWhatFollows() {
    assertThat(Configurations.problemsAlone("window:\n  length: [90 s\nfetch: x\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.source()).isEqualTo("home.yaml:3");
              assertThat(problem.message()).startsWith("is not YAML at column 6: expected");
            });
    assertThat(Configurations.problemsAlone("\tkafka: x"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.source()).isEqualTo("home.yaml:1"));
  }

  @Test
  void aSyntaxErrorNeverShowsTheTextAroundIt() {
    String text = "postgres.password: !hunter2!x [hunter2\nkafka: 'hunter2";

    assertThat(Configurations.problemsAlone(text)).isNotEmpty();
    assertThat(Configurations.problemsAlone(text).toString()).doesNotContain("hunter2");
  }

  @Test
  void whatIsNoConfigurationIsSaidToBeNone() {
    assertThat(messages("- a\n- b\n")).containsExactly("is no list of `key: value` lines");
    assertThat(messages("just text")).containsExactly("is no list of `key: value` lines");
    assertThat(messages("a.b: 1\n---\nc.d: 2\n")).containsExactly("holds a second document");
    assertThat(messages("window.length:\n")).containsExactly("has no value");
    assertThat(messages("[a, b]: c\n")).containsExactly("has a key that is no text");
    assertThat(messages("ingest.allowed-roots: [{a: b}, [c], ]\n"))
        .containsExactly("has an item that is no text", "has an item that is no text");
    assertThat(messages("a.b: &x 1\nc.d: *x\n"))
        .containsExactly("refers to an anchor, which is not supported");
    assertThat(messages("a: &x {b: *x}\n"))
        .containsExactly("refers to an anchor, which is not supported");
    assertThat(messages("a.b: \u0007\n"))
        .containsExactly(
            "is not YAML: it contains a character that YAML does not allow, or is far too long");
    assertThat(messages("")).isEmpty();
    assertThat(messages("# nothing\n")).isEmpty();
    assertThat(messages("---\n")).isEmpty();
  }

  @Test
  void depthIsBounded() {
    assertThat(messages("a: {".repeat(10_000) + "}".repeat(10_000)))
        .containsExactly("is nested too deeply");
  }

  @Test
  void bytesThatAreNoTextAreAProblem() {
    byte[] latin = "site.time-zone: é".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(YamlSource.read("a.yaml", latin).problems())
        .extracting(Problem::message)
        .containsExactly("is not a text in UTF-8");
  }

  private static java.util.List<String> messages(String text) {
    return YamlSource.read("a.yaml", text).problems().stream().map(Problem::message).toList();
  }
}
