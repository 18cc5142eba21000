package io.hearthwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a program writes and the repository holds. */
public final class GeneratedPage {
  private GeneratedPage() {}

  /**
   * Compares the committed page with the generated one, or commits that under {@code
   * -Dhearthwatch.regenerate=true}.
   *
   * @param name file under {@code docs}
   * @param test whose test asks
   */
  public static void assertCommitted(String name, String page, Class<?> test) throws IOException {
    Path file = Path.of("docs", name);
    if (Boolean.getBoolean("hearthwatch.regenerate")) {
      Files.writeString(file, page);
    }
    assertThat(file)
        .as("run: mvn test -Dtest=%s -Dhearthwatch.regenerate=true", test.getSimpleName())
        .hasContent(page);
  }
}
