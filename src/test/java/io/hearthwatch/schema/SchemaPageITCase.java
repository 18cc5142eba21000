package io.hearthwatch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class SchemaPageITCase {
  private static final Path PAGE = Path.of("docs", "schema.md");

  @Test
  void theCommittedPageIsTheGeneratedOne() throws Exception {
    String page;
    try (Connection connection = PostgresServer.freshDatabase().connect()) {
      page = SchemaPage.render(connection);
    }
    if (Boolean.getBoolean("hearthwatch.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("run: mvn test -Dtest=SchemaPageITCase -Dhearthwatch.regenerate=true")
        .hasContent(page);
  }
}
