package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.testing.GeneratedPage;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  @Test
  void theCommittedPageIsTheGeneratedOne() throws Exception {
    GeneratedPage.assertCommitted(
        "configuration.md", ConfigurationPage.render(), ConfigurationPageTest.class);
  }

  @Test
  void theYamlOnThePageIsValid() {
    String page = ConfigurationPage.render();
    String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\nA switch"));

    assertThat(Configurations.problems(yaml)).isEmpty();
  }
}
