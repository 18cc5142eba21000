package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process with broker and database leaves behind, however it ends. */
class WorkDirectoryITCase {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  @TempDir Path parent;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() throws IOException {
    for (Process process : started) {
      process.destroyForcibly().onExit().join();
    }
    StrayPostgres.stopAllUnder(parent.toRealPath());
  }

  @Test
  void aSignalLeavesNothing() throws Exception {
    aSignalLeavesNothing("TERM");
  }

  @ParameterizedTest
  @Tag("story")
  @ValueSource(strings = {"INT", "HUP"})
  void anotherSignalLeavesNothingEither(String signal) throws Exception {
    aSignalLeavesNothing(signal);
  }

  private void aSignalLeavesNothing(String signal) throws Exception {
    Process process = launch("wait");
    readUntil(process, "running");
    assertThat(postgresProcesses()).isNotEmpty();

    signal(process, signal);
    List<String> lastWords = readUntil(process, null);

    assertThat(process.waitFor()).isGreaterThan(128);
    assertThat(lastWords).containsExactly("job closed first");
    assertThat(postgresProcesses()).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @ParameterizedTest
  @Tag("story")
  @ValueSource(strings = {"owner.pid", "postgres/data-1/base", "postgres/data-1/postmaster.pid"})
  void aSignalDuringTheStartLeavesNothing(String reached) throws Exception {
    Process process = launch("starting");
    readUntil(process, "starting");
    Path sign = directories().get(0).resolve(reached);
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(sign));

    signal(process, "TERM");
    readUntil(process, null);

    assertThat(process.waitFor()).isGreaterThan(128);
    assertThat(postgresProcesses()).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  @Tag("story")
  void anExitLeavesNothing() throws Exception {
    Process process = launch("exit");
    readUntil(process, null);

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(postgresProcesses()).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNextAndTheLivingStay() throws Exception {
    Process living = launch("wait");
    readUntil(living, "running");
    List<Path> livingDirectory = directories();
    List<ProcessHandle> livingPostgres = postgresProcesses();
    Process killed = launch("wait");
    readUntil(killed, "running");
    killed.destroyForcibly().onExit().join();
    assertThat(directories()).hasSize(2);
    assertThat(postgresProcesses()).hasSizeGreaterThan(livingPostgres.size());

    try (WorkDirectory next = WorkDirectory.createIn(parent, "test-demo")) {
      assertThat(directories()).containsExactlyInAnyOrder(livingDirectory.get(0), next.path());
      assertThat(postgresProcesses()).containsExactlyInAnyOrderElementsOf(livingPostgres);
    }

    signal(living, "TERM");
    readUntil(living, null);
    await().atMost(Duration.ofSeconds(20)).until(() -> postgresProcesses().isEmpty());
    assertThat(parent).isEmptyDirectory();
  }

  private Process launch(String mode) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                DemoServicesMain.class.getName(),
                parent.toString(),
                mode)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  /** Sends a signal, unless the process ignores it, as children of nohup and its like do. */
  private static void signal(Process process, String signal) throws Exception {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElseThrow();
      assumeThat(Long.parseUnsignedLong(ignored, 16) >> (NUMBERS.get(signal) - 1) & 1)
          .as("the test's own parent ignores SIG%s, and so do its children", signal)
          .isZero();
    }
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  /** Reads lines up to one with that beginning, or to the end if it is null. */
  private static List<String> readUntil(Process process, String beginning) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    String line;
    while ((line = output.readLine()) != null) {
      lines.add(line);
      if (beginning != null && line.startsWith(beginning)) {
        return lines;
      }
    }
    assertThat(beginning).as("output ended after %s", lines).isNull();
    return lines;
  }

  private List<Path> directories() throws IOException {
    try (Stream<Path> entries = Files.list(parent.toRealPath())) {
      return entries.toList();
    }
  }

  /** Postmasters (their children have other command lines) on data of this test. */
  private List<ProcessHandle> postgresProcesses() throws IOException {
    String prefix = parent.toRealPath().toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .filter(
                        arguments -> Arrays.stream(arguments).anyMatch(a -> a.startsWith(prefix)))
                    .isPresent())
        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
        .toList();
  }
}
