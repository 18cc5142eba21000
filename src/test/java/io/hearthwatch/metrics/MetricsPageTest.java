package io.hearthwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Path PAGE = Path.of("docs", "metrics.md");

  @Test
  void theCommittedPageIsTheGeneratedOne() throws Exception {
    String page = MetricsPage.render();
    if (Boolean.getBoolean("hearthwatch.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run: mvn test -Dtest=MetricsPageTest -Dhearthwatch.regenerate=true")
        .hasContent(page);
  }
}
