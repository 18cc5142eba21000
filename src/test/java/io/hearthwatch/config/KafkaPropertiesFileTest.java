package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPropertiesFileTest {
  @TempDir Path directory;

  @Test
  void propertiesReachTheClientsAndThoseOfTheConfigurationWin() throws Exception {
    Path file = file("security.protocol=SASL_SSL\nsasl.jaas.config=hunter2\n", "rw-------");

    var kafka =
        Configurations.load(
                "kafka.properties-file: " + file + "\nkafka.properties.security.protocol: SSL\n")
            .kafka();

    assertThat(kafka.properties())
        .isEqualTo(Map.of("security.protocol", "SSL", "sasl.jaas.config", "hunter2"));
    assertThat(kafka.toString()).doesNotContain("hunter2");
  }

  @Test
  void aFileThatEverybodyCanReadIsWarnedAbout() throws Exception {
    assertThat(read("a=b", "rw-------").warning()).isEmpty();
    assertThat(read("a=b", "rw-r-----").warning()).isEmpty();
    assertThat(read("a=b", "rw-r--r--").warning().orElseThrow())
        .contains("kafka.properties", "chmod 600");
  }

  @Test
  void whatIsNotToBeSetIsRefusedWithTheRemedyAndNoValueIsShown() throws Exception {
    assertThatThrownBy(() -> read("group.id=hunter2", "rw-------"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group.id")
        .hasMessageContaining("kafka.group-id")
        .hasMessageNotContaining("hunter2");
    assertThat(read("a=hunter2", "rw-------").toString()).contains("a").doesNotContain("hunter2");
    assertThatThrownBy(() -> KafkaPropertiesFile.read("/missing"))
        .hasMessageContaining("/missing` cannot be read");
    assertThat(Configurations.problems("kafka.properties-file: /missing\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("kafka.properties-file"));
  }

  private KafkaPropertiesFile read(String text, String permissions) throws IOException {
    return KafkaPropertiesFile.read(file(text, permissions).toString());
  }

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("kafka.properties"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
