package io.hearthwatch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path root;

  @Test
  void theClusterGetsFlinkAndNativesButNothingThatTheJobBrings() throws Exception {
    Path lib = Files.createDirectories(root.resolve("target/lib"));
    for (String jar :
        List.of(
            "flink-runtime-2.2.1.jar",
            "flink-connector-base-2.2.1.jar",
            "hearthwatch-metrics.jar",
            "onnxruntime-1.28.0.jar",
            "leptonica-1.87.0-1.5.13.jar",
            "zstd-jni-1.5.7-28.jar",
            "commons-text-1.15.0.jar",
            "flink-connector-kafka-5.0.0-2.2.jar",
            "kafka-clients-4.3.1.jar",
            "postgresql-42.7.14.jar",
            "jackson-databind-2.22.4.jar",
            "picocli-4.7.7.jar",
            "notes.txt")) {
      Files.writeString(lib.resolve(jar), "");
    }

    assertThat(new Installation(root).libraries())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "commons-text-1.15.0.jar",
            "flink-connector-base-2.2.1.jar",
            "flink-runtime-2.2.1.jar",
            "hearthwatch-metrics.jar",
            "leptonica-1.87.0-1.5.13.jar",
            "onnxruntime-1.28.0.jar",
            "zstd-jni-1.5.7-28.jar");
    assertThat(new Installation(root).onnxRuntime()).isEmpty();
  }

  @Test
  void withoutABuildItSaysSo() {
    assertThatThrownBy(() -> new Installation(root).libraries())
        .hasMessageContaining("run `./hearthwatch build`");
  }
}
