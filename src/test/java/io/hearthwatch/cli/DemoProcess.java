package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code hearthwatch demo} in a JVM of its own, started as the launcher does, words collected. */
final class DemoProcess implements AutoCloseable {
  private static final String NATIVE_PATH = "onnxruntime.native.path";
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path temporary;
  private final BufferedReader reader;
  private final StringBuilder output = new StringBuilder();

  private DemoProcess(Process process, Path temporary) {
    this.process = process;
    this.temporary = temporary;
    this.reader = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts the command.
   *
   * @param temporary its directory for temporary files, empty
   * @param arguments what follows {@code hearthwatch demo}
   */
  static DemoProcess start(Path temporary, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    String natives = System.getProperty(NATIVE_PATH);
    if (natives != null) {
      command.add("-D" + NATIVE_PATH + "=" + natives);
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Djava.io.tmpdir=" + temporary.toRealPath(),
            // Whatever would be left in the person's home is left where the test sees it.
            "-Duser.home=" + temporary.toRealPath(),
            "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Hearthwatch.class.getName(),
            "demo"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return new DemoProcess(builder.start(), temporary.toRealPath());
  }

  /** Reads on until a line has the pattern; fails when the command ends without. */
  Matcher awaitLine(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    String line;
    while ((line = reader.readLine()) != null) {
      output.append(line).append('\n');
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
    throw new AssertionError("no line with " + pattern + " in:\n" + output);
  }

  /** Sends a signal, such as {@code INT} for Ctrl-C. */
  void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /**
   * Reads to the end and returns the exit code: that of SIGTERM when it did not end in time, as
   * where it was told to ignore Ctrl-C by what started the tests. Reading hears no interruption.
   */
  int awaitEnd() throws Exception {
    process
        .onExit()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(
            late -> {
              process.toHandle().destroy();
              return process;
            });
    String line;
    while ((line = reader.readLine()) != null) {
      output.append(line).append('\n');
    }
    return process.waitFor();
  }

  /** All that has been read, stdout and stderr. */
  String output() {
    return output.toString();
  }

  /** Fails when a process or a file is left. */
  void assertNothingIsLeft() {
    assertThat(temporary).isEmptyDirectory();
    assertThat(ProcessHandle.allProcesses().filter(this::worksThere)).isEmpty();
  }

  private boolean worksThere(ProcessHandle other) {
    String[] arguments = other.info().arguments().orElse(new String[0]);
    return Arrays.stream(arguments).anyMatch(argument -> argument.contains(temporary.toString()));
  }

  /** Ends the command where a test failed on the way. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      process.destroy();
      process.onExit().join();
    }
    if (!Files.isDirectory(temporary)) {
      throw new IOException(temporary + " is gone: it was not the demonstration's to delete");
    }
  }
}
