package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs", "configuration.md");

  @Test
  void theCommittedPageIsTheGeneratedOne() throws Exception {
    String page = ConfigurationPage.render();
    if (Boolean.getBoolean("hearthwatch.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run: mvn test -Dtest=ConfigurationPageTest -Dhearthwatch.regenerate=true")
        .hasContent(page);
  }

  @Test
  void theYamlOnThePageIsValid() {
    String page = ConfigurationPage.render();
    String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\nA switch"));

    assertThat(Configurations.problems(yaml)).isEmpty();
  }
}
