package io.hearthwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules: complete, explained, and tested by Prometheus's own tool where it is there. */
class AlertsTest {
  private static final Path RULES = Path.of("flink-conf", "alerts.yaml");
  private static final Path TESTS = Path.of("flink-conf", "alerts_test.yaml");

  private record Alert(String name, String severity) {}

  @Test
  void everyAlertSaysWhatItIsAndWhatToDo() throws Exception {
    String operations = Files.readString(Path.of("docs", "operations.md"));
    for (Map<String, Object> rule : rules()) {
      String name = (String) rule.get("alert");
      assertThat(map(rule.get("annotations")).get("summary")).as(name).isNotNull();
      assertThat(map(rule.get("annotations")).get("runbook"))
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(operations).contains("\n### " + name + "\n");
    }
  }

  @Test
  void everyAlertIsTestedFiringAndSilent() throws Exception {
    Set<Alert> firing = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (Object test : list(load(TESTS).get("tests"))) {
      for (Object evaluation : list(map(test).get("alert_rule_test"))) {
        String name = (String) map(evaluation).get("alertname");
        List<Object> expected = list(map(evaluation).get("exp_alerts"));
        if (expected.isEmpty()) {
          silent.add(name);
        }
        for (Object alert : expected) {
          firing.add(new Alert(name, severity(map(alert).get("exp_labels"))));
        }
      }
    }

    Set<Alert> rules =
        rules().stream()
            .map(rule -> new Alert((String) rule.get("alert"), severity(rule.get("labels"))))
            .collect(Collectors.toSet());
    assertThat(firing).isEqualTo(rules);
    assertThat(silent).isEqualTo(rules.stream().map(Alert::name).collect(Collectors.toSet()));
  }

  @Test
  void promtoolAgrees() throws Exception {
    assumeTrue(
        onThePath("promtool"), "promtool is not installed (Debian: apt-get install prometheus)");
    run("promtool", "check", "rules", RULES.toString());
    run("promtool", "test", "rules", TESTS.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static boolean onThePath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<Map<String, Object>> rules() throws IOException {
    return list(load(RULES).get("groups")).stream()
        .flatMap(group -> list(map(group).get("rules")).stream())
        .map(AlertsTest::map)
        .toList();
  }

  private static String severity(Object labels) {
    return (String) map(labels).get("severity");
  }

  private static Map<String, Object> load(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object yaml) {
    return (List<Object>) yaml;
  }
}
