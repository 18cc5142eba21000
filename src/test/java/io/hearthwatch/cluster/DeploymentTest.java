package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  @Test
  void anotherParallelismTakesTheOldOnesPlace() {
    Deployment old =
        new Deployment(
            "a.jar",
            "a.yaml",
            List.of(
                "--detect.parallelism", "2", "--store.parallelism=3", "--window.length", "30 s"),
            "/work");

    assertThat(old.at(Map.of(Stage.DETECT, 4)).jobArguments())
        .containsExactly(
            "--config",
            "a.yaml",
            "--store.parallelism=3",
            "--window.length",
            "30 s",
            "--detect.parallelism",
            "4");
    assertThat(old.at(Map.of(Stage.STORE, 1)).arguments())
        .containsExactly(
            "--detect.parallelism", "2", "--window.length", "30 s", "--store.parallelism", "1");
  }

  @Test
  void whatIsNotGivenStays() {
    Deployment old =
        new Deployment(
            "a.jar",
            "a.yaml",
            List.of("--ingest.accept-gap", "--detect.parallelism", "2", "--window.length=30 s"),
            "/work");

    Deployment next = old.with(List.of("--detect.parallelism=3", "--detect.confidence", "0.4"));
    assertThat(next.arguments())
        .containsExactly(
            "--ingest.accept-gap",
            "--window.length=30 s",
            "--detect.parallelism=3",
            "--detect.confidence",
            "0.4");
    assertThat(next.options())
        .containsExactly(
            "--config",
            "--ingest.accept-gap",
            "--window.length",
            "--detect.parallelism",
            "--detect.confidence");
    assertThat(next.without("ingest.accept-gap").without("config").jobArguments())
        .as("a switch has no value to take with it")
        .containsExactly(
            "--window.length=30 s", "--detect.parallelism=3", "--detect.confidence", "0.4");
  }

  @Test
  void allOptionsMayBeArguments() {
    assertThat(new Deployment("a.jar", null, List.of("--a.b", "c"), "/work").jobArguments())
        .containsExactly("--a.b", "c");
  }
}
