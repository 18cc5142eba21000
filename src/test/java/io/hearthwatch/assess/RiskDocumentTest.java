package io.hearthwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.RiskEvent;
import io.hearthwatch.identity.RowIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables in docs/risk.md are the code's; on a difference the failure shows the right table. */
class RiskDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "risk.md");
  private static final String DAY = "2026-06-01T12:00:00Z";
  private static final String NIGHT = "2026-06-01T23:00:00Z";

  private final RiskRules rules =
      new RiskRules(
          new RiskSettings(ZoneId.of("UTC"), LocalTime.of(22, 0), LocalTime.of(6, 0)),
          new RowIds("main"));

  @Test
  void rulesTableEqualsTheRules() throws IOException {
    String expected =
        "| factor | points | when |\n|---|---:|---|\n"
            + Arrays.stream(RiskRule.values())
                .map(
                    rule ->
                        String.format(
                            Locale.ROOT,
                            "| `%s` | %+d | %s |\n",
                            rule.factor(),
                            rule.points(),
                            rule.condition()))
                .collect(Collectors.joining());
    assertThat(section("rules")).isEqualTo(expected);
  }

  @Test
  void scenesTableEqualsWhatTheRulesGive() throws IOException {
    String expected =
        "| scene (90 s, a frame a second) | score | level |\n|---|---:|---|\n"
            + scenes().entrySet().stream()
                .map(
                    scene -> {
                      RiskEvent event = rules.assess(scene.getValue().build());
                      return String.format(
                          Locale.ROOT,
                          "| %s | %d | %s |\n",
                          scene.getKey(),
                          event.score(),
                          event.level().code());
                    })
                .collect(Collectors.joining());
    assertThat(section("scenes")).isEqualTo(expected);
  }

  private static Map<String, TestBatch> scenes() {
    Map<String, TestBatch> scenes = new LinkedHashMap<>();
    scenes.put("a cat", TestBatch.at(DAY).saw(1, "cat", 0, 20, 8000));
    scenes.put("a car drives past", TestBatch.at(DAY).saw(1, "car", 0, 4, 9000));
    scenes.put("a car drives past, at night", TestBatch.at(NIGHT).saw(1, "car", 0, 4, 9000));
    scenes.put(
        "something like a person in one frame (0.55)",
        TestBatch.at(DAY).saw(1, "person", 7, 7, 5500));
    scenes.put("a person walks past (0.90)", TestBatch.at(DAY).saw(1, "person", 0, 8, 9000));
    scenes.put(
        "a delivery: 20 s at the door, with a truck",
        TestBatch.at(DAY).saw(1, "person", 10, 30, 9000).saw(1, "truck", 0, 89, 9000));
    scenes.put("a person walks past, at night", TestBatch.at(NIGHT).saw(1, "person", 0, 8, 9000));
    scenes.put("a person stays for 40 s", TestBatch.at(DAY).saw(1, "person", 0, 40, 9000));
    scenes.put(
        "a person stays for the whole window", TestBatch.at(DAY).saw(1, "person", 0, 89, 9000));
    scenes.put(
        "5 people stay, with a car",
        TestBatch.at(DAY).saw(5, "person", 0, 89, 9000).saw(1, "car", 0, 89, 9000));
    scenes.put(
        "a person stays for 40 s, at night", TestBatch.at(NIGHT).saw(1, "person", 0, 40, 9000));
    scenes.put(
        "a person stays for the whole window beside a car, at night",
        TestBatch.at(NIGHT).saw(1, "person", 0, 89, 9000).saw(1, "car", 0, 89, 9000));
    scenes.put(
        "2 people stay for the whole window, at night, detected unsurely (0.75)",
        TestBatch.at(NIGHT).saw(2, "person", 0, 89, 7500));
    scenes.put(
        "2 people stay for the whole window, at night (0.90)",
        TestBatch.at(NIGHT).saw(2, "person", 0, 89, 9000));
    scenes.put(
        "4 people stay for the whole window beside a car, at night",
        TestBatch.at(NIGHT).saw(4, "person", 0, 89, 9000).saw(1, "car", 0, 89, 9000));
    return scenes;
  }

  private static String section(String name) throws IOException {
    String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- /" + name + " -->";
    assertThat(text).contains(begin, end);
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
  }
}
