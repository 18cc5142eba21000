package io.hearthwatch.cli;

import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** {@code hearthwatch local} in a JVM of its own, with the server processes that belong to it. */
final class HomeProcess implements AutoCloseable {
  private static final String NATIVE_PATH = "onnxruntime.native.path";
  private static final String DECODER_PATH = "org.bytedeco.javacpp.cachedir";

  private final Process process;
  private final Path data;
  private final Path output;

  private HomeProcess(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /** Starts it on camera folders and a data folder, with the demo's network. */
  static HomeProcess start(Path cameras, Path data, String... more) throws IOException {
    Path output = data.resolveSibling(data.getFileName() + ".out");
    List<String> command =
        command("local", "--watch", cameras.toString(), "--data", data.toString());
    command.addAll(
        List.of(
            "--model",
            "demo",
            "--settle",
            "200ms",
            "--time-zone",
            "UTC",
            "--window.interim-after",
            "2s",
            "--store.batch-interval",
            "200ms"));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return new HomeProcess(builder.start(), data, output);
  }

  /** Runs another command about it, and returns its exit code and its words. */
  static Ended run(String... arguments) throws Exception {
    Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), words);
  }

  /** A command's end. */
  record Ended(int exitCode, String words) {}

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    for (String property : List.of(NATIVE_PATH, DECODER_PATH)) {
      if (System.getProperty(property) != null) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
            "-cp",
            System.getProperty("java.class.path"),
            Hearthwatch.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGTERM and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Kills it with -9.
   *
   * @param servers whether its Postgres is killed too, or left running on its data
   */
  void kill(boolean servers) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    if (servers) {
      children.forEach(ProcessHandle::destroyForcibly);
      workers().forEach(ProcessHandle::destroyForcibly);
    }
    process.waitFor();
  }

  /** A connection as the role that owns the tables. */
  Connection connect() throws IOException, SQLException {
    Properties home = new Properties();
    home.load(new StringReader(Files.readString(data.resolve("home.properties"))));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + home.getProperty("port.postgres") + "/hearthwatch",
        "hearthwatch",
        Files.readString(data.resolve("postgres/owner.password")).strip());
  }

  /** What it printed and logged, the runs on this data folder together. */
  String words() throws IOException {
    Path log = data.resolve("logs/hearthwatch.log");
    return Files.readString(output)
        + (Files.exists(log) ? "\n--- log\n" + Files.readString(log) : "");
  }

  /** Processes that work on its data folder, itself included. */
  Stream<ProcessHandle> workers() {
    return ProcessHandle.allProcesses()
        .filter(
            other ->
                Arrays.stream(other.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains(data.toString())));
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      kill(true);
    }
    workers().forEach(ProcessHandle::destroyForcibly);
  }
}
