package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.local.DirectoryTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A cluster that is told what to do by commands, and what of it a test looks into. */
final class CommandedCluster {
  private static final Path LOGS = Path.of("target", "cluster-logs");

  private final Path directory;
  private final StringWriter said = new StringWriter();

  /**
   * @param directory of the cluster, made by its first command
   */
  CommandedCluster(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  Path directory() {
    return directory;
  }

  /** Runs a command in this JVM; what it says is shown, so that a red run tells its story. */
  int run(String... command) {
    said.getBuffer().setLength(0);
    List<String> words = new ArrayList<>(List.of("cluster"));
    words.addAll(List.of(command));
    words.addAll(List.of("--dir", directory.toString()));
    CommandLine hearthwatch = Hearthwatch.commandLine();
    hearthwatch.setOut(new PrintWriter(said, true));
    hearthwatch.setErr(new PrintWriter(said, true));
    int exitCode = hearthwatch.execute(words.toArray(String[]::new));
    System.out.printf(
        "%s $ %s -> %d%n%s", Instant.now(), String.join(" ", command), exitCode, said);
    return exitCode;
  }

  /** What the last command said. */
  String lastSaid() {
    return said.toString();
  }

  JsonNode status() throws Exception {
    run("status", "--json");
    return new ObjectMapper().readTree(lastSaid());
  }

  JsonNode changeState(Consumer<ObjectNode> change) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Path file = directory.resolve("state.json");
    ObjectNode state = (ObjectNode) json.readTree(file.toFile());
    change.accept(state);
    json.writeValue(file.toFile(), state);
    return state;
  }

  long pid(String process) throws Exception {
    JsonNode state = new ObjectMapper().readTree(directory.resolve("state.json").toFile());
    for (JsonNode known : state.path("processes")) {
      if (known.path("name").asText().equals(process)) {
        return known.path("pid").asLong();
      }
    }
    throw new AssertionError("no " + process + " in " + state);
  }

  void kill(String process) throws Exception {
    ProcessHandle lost = ProcessHandle.of(pid(process)).orElseThrow();
    lost.destroyForcibly();
    lost.onExit().join();
  }

  Set<String> registeredTaskManagers() throws Exception {
    URI registered = URI.create(status().path("page").asText()).resolve("/taskmanagers");
    return Set.copyOf(new ObjectMapper().readTree(registered.toURL()).findValuesAsText("id"));
  }

  boolean worksHere(ProcessHandle other) {
    String[] arguments = other.info().arguments().orElse(new String[0]);
    return Arrays.stream(arguments).anyMatch(word -> word.contains(directory.toString()));
  }

  List<Path> logs() throws Exception {
    try (Stream<Path> logs = Files.list(directory.resolve("log"))) {
      return logs.toList();
    }
  }

  /** Where a red run can be looked into. */
  void keepLogs() throws Exception {
    DirectoryTree.delete(LOGS);
    Files.createDirectories(LOGS);
    for (Path log : logs()) {
      Files.copy(log, LOGS.resolve(log.getFileName()));
    }
  }
}
