package io.hearthwatch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.runtime.util.bash.FlinkConfigLoader;
import org.junit.jupiter.api.Test;

/** What the Dockerfile says, held against what it copies and what it runs. */
class DockerfileTest {
  private final Dockerfile dockerfile = Dockerfile.load();

  DockerfileTest() throws Exception {}

  @Test
  void basesArePinnedAndFlinkIsThatOfTheBuild() throws Exception {
    assertThat(dockerfile.bases().values())
        .allMatch(image -> image.matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+[_-].*"));
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<flink.version>"
                + dockerfile.bases().get("flink").replaceAll("flink:|-.*", "")
                + "</flink.version>");
  }

  @Test
  void imagesThatRunDoNotRunAsRoot() {
    assertThat(dockerfile.last("cli", "USER")).isEqualTo("USER 9999:9999");
    assertThat(dockerfile.last("flink", "USER")).isEqualTo("USER flink");
  }

  @Test
  void nativeLibrariesAreTriedOnceInEachImageByTheUserThatWillUseThem() {
    for (String stage : List.of("cli", "flink")) {
      List<String> lines = dockerfile.stages().get(stage);
      int user = lines.indexOf(dockerfile.last(stage, "USER"));

      assertThat(lines.subList(user, lines.size()))
          .as(stage)
          .anyMatch(line -> line.startsWith("RUN ") && line.endsWith(" doctor"));
      assertThat(lines).contains("ENV ORT_DISABLE_TELEMETRY=1");
    }
  }

  @Test
  void nativeLibrariesLieInTheClustersLib() {
    assertThat(dockerfile.instructions("flink", "COPY"))
        .filteredOn(line -> line.endsWith(" /opt/flink/lib/"))
        .singleElement()
        .asString()
        .contains("/onnxruntime-*.jar", "/leptonica-*.jar", "/javacpp-*.jar", "/zstd-jni-*.jar");
  }

  @Test
  void whatIsCopiedIsInTheTreeAndNotLeftOut() throws Exception {
    List<String> sent =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();

    assertThat(sent).allSatisfy(path -> assertThat(Path.of(path)).exists());
    assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("*");
    dockerfile.stages().values().stream()
        .flatMap(List::stream)
        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
        .flatMap(line -> Arrays.stream(line.split(" ")).skip(1).filter(w -> !w.startsWith("--")))
        .filter(word -> !word.startsWith("/") && !word.startsWith("."))
        .forEach(
            source -> {
              assertThat(Path.of(source)).exists();
              assertThat(sent)
                  .anyMatch(path -> source.equals(path) || source.startsWith(path + "/"));
            });
  }

  @Test
  void flinksOwnToolChangesTheShippedSettingsForContainers() throws Exception {
    String run =
        dockerfile.instructions("flink", "RUN").stream()
            .filter(line -> line.contains("config-parser-utils.sh"))
            .findFirst()
            .orElseThrow();
    String changes = run.replaceFirst("^.*\"\\$FLINK_HOME/lib\" ", "").replaceFirst(" && .*", "");
    String all = "--configDir flink-conf " + changes;

    String result = String.join("\n", FlinkConfigLoader.loadAndModifyConfiguration(all.split(" ")));

    assertThat(result)
        .doesNotContain("127.0.0.1")
        .doesNotContain("host: localhost")
        .containsPattern("rest:\n  bind-address: 0.0.0.0")
        .contains("dirs: /var/lib/hearthwatch/work")
        .contains("dir: file:///var/lib/hearthwatch/checkpoints")
        .contains("address: jobmanager");
    assertThat(Pattern.compile("bind-host: 0\\.0\\.0\\.0").matcher(result).results()).hasSize(2);
    assertThat(result).containsPattern("submit:\n    enable: '?false");
  }

  @Test
  void containersLogToTheirConsole() {
    URI file = new File("containers/log4j-console.properties").toURI();
    var configuration =
        org.apache.logging.log4j.core.config.ConfigurationFactory.getInstance()
            .getConfiguration(null, "containers", file);
    configuration.initialize();

    assertThat(configuration.getAppenders()).containsOnlyKeys("console");
  }
}
