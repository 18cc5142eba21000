package io.hearthwatch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.cli.Hearthwatch;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.pipeline.JobSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.ParseException;
import org.apache.flink.client.cli.CliFrontendParser;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterConfigurationParserFactory;
import org.apache.flink.runtime.util.bash.FlinkConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines of docker-compose.yml, taken by the parsers that will take them. */
class ContainerCommandsTest {
  private static final Path SCRIPT = Path.of("containers/start-flink.sh");

  @TempDir private Path dir;

  private final ComposeFile compose = ComposeFile.load(ComposeFileTest.REQUIRED);

  ContainerCommandsTest() throws Exception {}

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "publisher"})
  void aLocalCommandKnowsItsOptions(String service) {
    List<String> words = ComposeFile.texts(compose.service(service).get("command"));

    var parsed = new picocli.CommandLine(new Hearthwatch()).parseArgs(words.toArray(String[]::new));

    assertThat(parsed.hasSubcommand()).isTrue();
    assertThat(parsed.subcommand().unmatched()).isEmpty();
  }

  @Test
  void theHealthCheckOfThePublisherKnowsItsOptions() {
    Map<String, Object> check = ComposeFile.map(compose.service("publisher").get("healthcheck"));
    List<String> words = ComposeFile.texts(check.get("test"));

    assertThat(words.subList(0, 2)).containsExactly("CMD", "/opt/hearthwatch/hearthwatch");
    var parsed =
        new picocli.CommandLine(new Hearthwatch())
            .parseArgs(words.subList(2, words.size()).toArray(String[]::new));
    assertThat(parsed.subcommand().unmatched()).isEmpty();
  }

  @Test
  void theJobTakesItsArguments() throws Exception {
    Path password = Files.writeString(dir.resolve("job-password"), "secret\n");
    List<String> arguments =
        jobArguments().stream()
            .map(word -> word.replace("/etc/hearthwatch/job.yaml", "jobs/home.yaml"))
            .map(word -> word.replace("/run/secrets/job-password", password.toString()))
            .toList();

    JobSettings settings = JobConfiguration.load(arguments, Map.of());

    assertThat(settings.store().user()).isEqualTo("hearthwatch_job");
    assertThat(settings.store().password()).isEqualTo("secret");
    assertThat(settings.kafka().bootstrapServers()).isEqualTo("kafka:19092");
    assertThat(settings.ingest().allowedRoots()).hasSize(2);
  }

  @Test
  void flinkLeavesTheJobsArgumentsToTheJob() throws Exception {
    CommandLine parsed = asFlinkParses(started(Map.of()));

    assertThat(parsed.getArgList()).isEqualTo(jobArguments());
    assertThat(parsed.getOptionValues("configDir")).containsExactly("/opt/flink/conf");
    assertThat(parsed.getOptionValue("job-classname")).isEqualTo("io.hearthwatch.job.RiskJob");
    assertThat(parsed.hasOption(CliFrontendParser.SAVEPOINT_PATH_OPTION)).isFalse();
  }

  /** Why the script writes "--" before them. */
  @Test
  void withoutASeparatorFlinkWouldTakeTheJobsConfigForItsOwn() throws Exception {
    CommandLine parsed =
        asFlinkParses(List.of("standalone-job", "--config", "job.yaml", "--site.time-zone", "UTC"));

    assertThat(parsed.getArgList()).containsExactly("--site.time-zone", "UTC");
  }

  @Test
  void theMemoryIsFoundBesideTheJobsArguments() throws Exception {
    List<String> words = new ArrayList<>(List.of("--configDir", "flink-conf"));
    words.addAll(started(Map.of()).subList(1, started(Map.of()).size()));

    assertThat(
            FlinkConfigLoader.loadConfiguration(words.toArray(String[]::new))
                .toMap()
                .get("jobmanager.memory.process.size"))
        .isEqualTo("1600 mb");
  }

  @Test
  void theJobGoesOnFromTheNewestCheckpoint() throws Exception {
    state("checkpoints/aa/chk-7", "2026-11-20T08:00:00Z");
    String newest = state("checkpoints/bb/chk-3", "2026-11-20T09:00:00Z");
    Files.createDirectories(dir.resolve("state/checkpoints/bb/chk-4")); // Was never completed.
    state("savepoints/savepoint-aa-1", "2026-11-20T08:30:00Z");

    CommandLine parsed = asFlinkParses(started(Map.of()));

    assertThat(parsed.getOptionValue(CliFrontendParser.SAVEPOINT_PATH_OPTION)).isEqualTo(newest);
    assertThat(parsed.getArgList()).isEqualTo(jobArguments());
  }

  @Test
  void orFromANewerSavepoint() throws Exception {
    state("checkpoints/aa/chk-7", "2026-11-20T08:00:00Z");
    String newest = state("savepoints/savepoint-aa-1", "2026-11-20T08:30:00Z");

    CommandLine parsed = asFlinkParses(started(Map.of()));

    assertThat(parsed.getOptionValue(CliFrontendParser.SAVEPOINT_PATH_OPTION)).isEqualTo(newest);
  }

  @Test
  void whereItGoesOnFromCanBeSaid() throws Exception {
    String older = state("checkpoints/aa/chk-6", "2026-11-20T08:00:00Z");
    state("checkpoints/aa/chk-7", "2026-11-20T09:00:00Z");

    CommandLine said = asFlinkParses(started(Map.of("HEARTHWATCH_RESTORE", older)));
    CommandLine none = asFlinkParses(started(Map.of("HEARTHWATCH_RESTORE", "none")));

    assertThat(said.getOptionValue(CliFrontendParser.SAVEPOINT_PATH_OPTION)).isEqualTo(older);
    assertThat(none.hasOption(CliFrontendParser.SAVEPOINT_PATH_OPTION)).isFalse();
  }

  private List<String> jobArguments() {
    List<String> words = ComposeFile.texts(compose.service("jobmanager").get("command"));
    assertThat(words.get(0)).isEqualTo("standalone-job");
    return words.subList(1, words.size());
  }

  private String state(String path, String completed) throws Exception {
    Path folder = Files.createDirectories(dir.resolve("state").resolve(path));
    Path metadata = Files.writeString(folder.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.parse(completed)));
    return folder.toString();
  }

  /** Runs the shipped script with the command of the compose file; what it would hand to Flink. */
  private List<String> started(Map<String, String> environment) throws Exception {
    Path script = Files.createDirectories(dir.resolve("hearthwatch")).resolve("start-flink.sh");
    if (Files.notExists(script)) {
      Files.copy(SCRIPT, script);
      Files.writeString(
          Files.createDirectory(script.resolveSibling("flink-conf")).resolve("config.yaml"), "");
      Files.createDirectories(dir.resolve("flink/conf"));
      Files.createDirectories(dir.resolve("state/checkpoints"));
      Files.createDirectories(dir.resolve("state/savepoints"));
      Files.writeString(dir.resolve("entry.sh"), "printf '%s\\n' \"$@\" >\"$0.words\"\n");
    }
    dir.resolve("entry.sh").toFile().setExecutable(true);
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(ComposeFile.texts(compose.service("jobmanager").get("command")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FLINK_HOME", dir.resolve("flink").toString());
    builder.environment().put("HEARTHWATCH_STATE", dir.resolve("state").toString());
    builder.environment().put("FLINK_ENTRYPOINT", dir.resolve("entry.sh").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(dir.resolve("flink/conf/config.yaml")).exists();
    return Files.readAllLines(dir.resolve("entry.sh.words"));
  }

  /**
   * As Flink's entry point for one job reads its command line, up to the first word that is none.
   */
  private static CommandLine asFlinkParses(List<String> words) throws ParseException {
    List<String> all = new ArrayList<>(List.of("--configDir", "/opt/flink/conf"));
    all.addAll(words.subList(1, words.size()));
    return new DefaultParser()
        .parse(
            new StandaloneApplicationClusterConfigurationParserFactory().getOptions(),
            all.toArray(String[]::new),
            true);
  }
}
