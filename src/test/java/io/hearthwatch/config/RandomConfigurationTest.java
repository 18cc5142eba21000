package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.pipeline.JobSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, the outcome is settings or a list of problems. */
class RandomConfigurationTest {
  private static final String SECRET = "hunter2";
  private static final List<String> VALUES =
      List.of(
          "90 s",
          "-1",
          "0",
          "1",
          "1e999999999",
          "NaN",
          "true",
          "off",
          "22:00",
          "7 d",
          "64 kb",
          "99999999999999999999999 ms",
          "/a",
          "s3://b/c",
          "file:///",
          "//",
          "[a, b]",
          "{a: b}",
          "[[a]]",
          "''",
          "\"\\u0000\"",
          "*x",
          "&x y",
          "!!int 3",
          "|\n  text",
          "jdbc:postgresql://h/d",
          "localhost:9092",
          "Europe/Berlin",
          "\uD83D\uDD25",
          "",
          "~",
          "? a",
          "- b",
          "%41",
          "a:b:c");
  private static final String NOISE = " \t\n:-[]{}#&*!|>'\"%@`,?aZ09.\u00e9\u0000\u0085\ufeff";

  @Test
  void linesOfKnownKeysAndOddValues() {
    Random random = new Random(20_261_120);
    int valid = 0;
    for (int run = 0; run < 3_000; run++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? Configurations.MINIMAL : "");
      for (int lines = random.nextInt(4); lines > 0; lines--) {
        String key = JobOptions.ALL.get(random.nextInt(JobOptions.ALL.size())).key();
        String value =
            random.nextInt(4) == 0
                ? JobOptions.BY_KEY.get(key).rule().example()
                : VALUES.get(random.nextInt(VALUES.size()));
        text.append(key).append(": ").append(value).append('\n');
      }
      valid += outcome(text.toString()) ? 1 : 0;
    }

    assertThat(valid).as("runs that led to settings").isBetween(300, 2_700);
  }

  @Test
  void filesWithDamage() {
    Random random = new Random(42);
    for (int run = 0; run < 3_000; run++) {
      StringBuilder text =
          new StringBuilder(Configurations.MINIMAL + "postgres:\n  password: " + SECRET + "\n");
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        char noise = NOISE.charAt(random.nextInt(NOISE.length()));
        if (text.charAt(at) != ':' && text.substring(Math.max(0, at - 8)).contains(SECRET)) {
          text.insert(at, noise);
        }
      }
      outcome(text.toString());
    }
  }

  @Test
  void bytes() {
    Random random = new Random(7);
    for (int run = 0; run < 3_000; run++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(YamlSource.read("a.yaml", bytes)).isNotNull();
    }
  }

  /** Whether settings came out; anything but settings or the one exception fails the test. */
  private static boolean outcome(String text) {
    try {
      JobSettings settings =
          JobConfiguration.resolve(
              YamlSource.read("a.yaml", text.getBytes(StandardCharsets.UTF_8)),
              new GivenValues(),
              Map.of());
      assertThat(settings.configDigest()).hasSize(64);
      return true;
    } catch (InvalidConfigurationException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.getMessage()).doesNotContain(SECRET);
      assertThat(e.problems())
          .allSatisfy(
              problem -> {
                assertThat(problem.message()).isNotBlank();
                assertThat(problem.remedy()).isNotBlank();
              });
      return false;
    }
  }
}
