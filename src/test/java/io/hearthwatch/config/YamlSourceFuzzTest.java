package io.hearthwatch.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/**
 * Any bytes lead to settings or to the one exception. As a plain test it runs its seeds; it
 * searches for others with {@code JAZZER_FUZZ=1 mvn test -Dtest=YamlSourceFuzzTest
 * -Djazzer.hooks=true}.
 */
class YamlSourceFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void anyBytes(byte[] file) {
    try {
      JobConfiguration.resolve(YamlSource.read("a.yaml", file), new GivenValues(), Map.of());
    } catch (InvalidConfigurationException e) {
      if (e.problems().isEmpty()) {
        throw new AssertionError("no reason given", e);
      }
    }
  }
}
