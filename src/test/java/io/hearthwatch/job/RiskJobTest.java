package io.hearthwatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.config.InvalidConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the job says without a cluster, Kafka or Postgres. */
class RiskJobTest {

  @Test
  void validates() throws Exception {
    assertThat(said("--config", "jobs/demo.yaml", "--validate"))
        .isEqualTo("The configuration is valid.\n");
    assertThatThrownBy(() -> said("--config", "jobs/demo.yaml", "--validate", "--detect.x", "1"))
        .isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void printsThePlan() throws Exception {
    JsonNode nodes =
        new ObjectMapper()
            .readTree(
                said("--print-plan", "--config", "jobs/demo.yaml", "--store.parallelism", "3"))
            .path("nodes");

    assertThat(nodes)
        .filteredOn(node -> node.path("type").asText().equals("Fetch frames and detect objects"))
        .extracting(node -> node.path("parallelism").asInt())
        .containsExactly(2);
    assertThat(nodes)
        .filteredOn(node -> node.path("type").asText().contains("Write ledger"))
        .extracting(node -> node.path("parallelism").asInt())
        .containsOnly(3);
  }

  private static String said(String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      RiskJob.main(arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
