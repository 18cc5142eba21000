package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.pipeline.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedJobsTest {

  @ParameterizedTest
  @ValueSource(strings = {"jobs/demo.yaml", "jobs/home.yaml", "jobs/site.yaml"})
  void isValidAsItStandsAndStaysOnThisMachine(String file) {
    JobSettings settings =
        JobConfiguration.load(
            List.of("--config", file), Map.of(Password.VARIABLE, "not-a-real-one"));

    assertThat(settings.kafka().bootstrapServers().split(","))
        .allMatch(server -> server.startsWith("localhost:"));
    assertThat(settings.store().jdbcUrl()).startsWith("jdbc:postgresql://localhost:");
    assertThat(settings.store().password()).isEqualTo("not-a-real-one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs/demo.yaml", "jobs/home.yaml", "jobs/site.yaml"})
  void isValidWithItsCommentedSuggestions(String file) throws Exception {
    String text =
        Files.readString(Path.of(file))
            .replaceAll("(?m)^( *)# (properties:|  security|  ssl|password-file)", "$1$2");

    assertThat(Configurations.problemsAlone(text))
        .extracting(Problem::key)
        .containsExactly("postgres.password-file"); // The file is not there.
  }

  @Test
  void theHomeKeepsTheDefaultsThatResultsDependOn() {
    JobSettings home = JobConfiguration.load(List.of("--config=jobs/home.yaml"), Map.of());
    JobSettings defaults =
        Configurations.loadAlone(
            Configurations.MINIMAL.replace("/srv/frames", "/srv/hearthwatch/frames"));

    assertThat(home.configDigest()).isEqualTo(defaults.configDigest());
  }
}
