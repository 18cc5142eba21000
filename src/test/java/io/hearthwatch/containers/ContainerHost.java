package io.hearthwatch.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearthwatch.cluster.Installation;
import io.hearthwatch.local.DirectoryTree;
import io.hearthwatch.local.FreePorts;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.flink.runtime.util.bash.FlinkConfigLoader;
import org.apache.kafka.tools.TopicCommand;

/**
 * Runs services of {@code docker-compose.yml} as plain processes: the words of their commands,
 * their environment and nothing else of it, the files that the Dockerfile puts into their images.
 * What stands for another place in a container (a mounted path, a host's name, a port) is put in
 * for it.
 */
final class ContainerHost implements AutoCloseable {
  /** What of our libraries is in the {@code lib/} of Flink's own image. */
  private static final Pattern FLINKS_OWN =
      Pattern.compile(
          "(flink-|log4j-|slf4j-|commons-(cli|lang3|text|math3|io|compress|collections)-|kryo-"
              + "|minlog-|objenesis-|reflectasm-|snakeyaml-engine-|frocksdbjni-|javassist-|jsr305-"
              + "|async-profiler-|lz4-java-).*");

  private final Path dir;
  private final ComposeFile compose;
  private final Dockerfile dockerfile;
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, Process> running = new HashMap<>();
  final int kafkaPort = FreePorts.next();
  final int postgresPort = FreePorts.next();
  final int flinkPort = FreePorts.next();

  /**
   * Lays out the services' files.
   *
   * @param dir empty; volumes, secrets and output go there
   * @param values of the variables of {@code .env}
   */
  ContainerHost(Path dir, Map<String, String> values) throws Exception {
    this.dir = dir;
    Map<String, String> all = new HashMap<>(values);
    int hostPort = FreePorts.next();
    int taskPort = FreePorts.next();
    int controllerPort = FreePorts.next();
    all.put("HEARTHWATCH_KAFKA_PORT", Integer.toString(hostPort));
    all.put("FLINK_PROPERTIES", properties(taskPort));
    compose = ComposeFile.load(all);
    dockerfile = Dockerfile.load();
    places.put("CONTROLLER://localhost:29093", "CONTROLLER://localhost:" + controllerPort);
    places.put("1@localhost:29093", "1@localhost:" + controllerPort);
    places.put("INNER://:19092", "INNER://127.0.0.1:" + kafkaPort);
    places.put("HOST://:9092", "HOST://127.0.0.1:" + hostPort);
    places.put("kafka:19092", "127.0.0.1:" + kafkaPort);
    places.put("postgres:5432", "127.0.0.1:" + postgresPort);
    places.put("http://localhost:8081", "http://127.0.0.1:" + flinkPort);
    places.put("/dev/tcp/127.0.0.1/6122", "/dev/tcp/127.0.0.1/" + taskPort);
    for (String service : compose.services().keySet()) {
      Files.createDirectories(root(service).resolve("tmp"));
    }
    for (String volume : compose.section("volumes").keySet()) {
      Files.createDirectories(volume(volume));
    }
    for (String service : List.of("migrate", "publisher")) {
      ImageTree.add(dockerfile, "cli", root(service));
      // The launcher builds where it can write and something is amiss: root can write everywhere.
      Files.createDirectories(root(service).resolve("opt/hearthwatch/src/main"));
      Files.createFile(root(service).resolve("opt/hearthwatch/target/hearthwatch.built"));
    }
    for (String service : List.of("jobmanager", "taskmanager")) {
      layOutFlink(service);
    }
    layOutKafka("kafka");
    layOutKafka("topics");
  }

  /** The ways into this machine that are the containers' own there. */
  private String properties(int taskPort) throws IOException {
    return String.join(
        "\n",
        "jobmanager.rpc.port: " + FreePorts.next(),
        "blob.server.port: " + FreePorts.next(),
        "rest.port: " + flinkPort,
        "taskmanager.rpc.port: " + taskPort,
        "taskmanager.host: 127.0.0.1",
        "rest.bind-address: 127.0.0.1",
        "jobmanager.bind-host: 127.0.0.1",
        "taskmanager.bind-host: 127.0.0.1",
        "metrics.reporter.prometheus.host: 127.0.0.1",
        "metrics.reporter.prometheus.port: %d-%d".formatted(20_000, 40_000),
        "execution.checkpointing.dir: " + volume("checkpoints").toUri(),
        "execution.checkpointing.savepoint-dir: " + volume("savepoints").toUri(),
        "execution.checkpointing.interval: 1 s",
        "execution.checkpointing.min-pause: 0 s",
        "io.tmp.dirs: " + Files.createDirectories(dir.resolve("work")));
  }

  private Path root(String service) {
    return dir.resolve("services").resolve(service);
  }

  private Path volume(String name) {
    return dir.resolve("volumes").resolve(name);
  }

  private void layOutFlink(String service) throws Exception {
    Path flink = Files.createDirectories(root(service).resolve("opt/flink"));
    Files.createDirectories(flink.resolve("conf"));
    Path lib = Files.createDirectories(flink.resolve("lib"));
    for (Path jar : Installation.current().libraries()) {
      if (FLINKS_OWN.matcher(jar.getFileName().toString()).matches()) {
        Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
      }
    }
    link(jarOf(StandaloneApplicationClusterEntryPoint.class), lib);
    ImageTree.add(dockerfile, "flink", root(service));
    Path conf = root(service).resolve("opt/hearthwatch/flink-conf");
    String changes =
        dockerfile.instructions("flink", "RUN").stream()
            .filter(line -> line.contains("config-parser-utils.sh"))
            .findFirst()
            .orElseThrow()
            .replaceFirst("^.*\"\\$FLINK_HOME/lib\" ", "")
            .replaceFirst(" && .*", "");
    List<String> settings =
        FlinkConfigLoader.loadAndModifyConfiguration(
            ("--configDir " + conf + " " + changes).split(" "));
    Files.write(conf.resolve("config.yaml"), settings);
    try (var script = ContainerHost.class.getResourceAsStream("flink-entry.sh")) {
      Path entry = root(service).resolve("docker-entrypoint.sh");
      Files.copy(script, entry);
      entry.toFile().setExecutable(true);
    }
  }

  private void layOutKafka(String service) throws Exception {
    Path bin = Files.createDirectories(root(service).resolve("opt/kafka/bin"));
    Path script = bin.resolve("kafka-topics.sh");
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        exec java $KAFKA_HEAP_OPTS -cp '%s:%s' %s "$@"
        """
            .formatted(
                jarOf(TopicCommand.class),
                Path.of("target/lib").toAbsolutePath().resolve("*"),
                TopicCommand.class.getName()));
    script.toFile().setExecutable(true);
  }

  private static Path jarOf(Class<?> type) throws Exception {
    URL place = type.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(place.toURI());
  }

  private static void link(Path jar, Path directory) throws IOException {
    Files.createSymbolicLink(directory.resolve(jar.getFileName()), jar);
  }

  /** Runs a service that ends by itself, as {@code docker compose up} does; its exit code. */
  int run(String service) throws Exception {
    return start(service).waitFor();
  }

  /** {@code docker compose run --rm SERVICE WORDS...}; its exit code. */
  int run(String service, String... words) throws Exception {
    List<String> command = new ArrayList<>(entrypoint(service));
    command.addAll(List.of(words));
    return launch(service, command).waitFor();
  }

  /** Starts a service with its own command. */
  Process start(String service) throws Exception {
    List<String> command = new ArrayList<>(entrypoint(service));
    command.addAll(ComposeFile.texts(compose.service(service).get("command")));
    Process process = launch(service, command);
    running.put(service, process);
    return process;
  }

  /**
   * Starts the broker as Kafka's image does: its own program turns the environment into settings.
   */
  Process startKafka() throws Exception {
    Path config = Files.createDirectories(root("kafka").resolve("opt/kafka/config"));
    String java = "java -cp '%s/*' ".formatted(Path.of("target/lib").toAbsolutePath());
    String script =
        java
            + "kafka.docker.KafkaDockerWrapper setup --default-configs-dir %1$s"
            + " --mounted-configs-dir %1$s --final-configs-dir %1$s && exec "
            + java.replace("-cp", "$KAFKA_HEAP_OPTS -cp")
            + "kafka.Kafka %1$s/server.properties";
    Process process = launch("kafka", List.of("/bin/bash", "-euc", script.formatted(config)));
    running.put("kafka", process);
    return process;
  }

  /** Whether a service's health check passes. */
  boolean isHealthy(String service) throws Exception {
    Map<String, Object> check = ComposeFile.map(compose.service(service).get("healthcheck"));
    List<String> test = ComposeFile.texts(check.get("test"));
    List<String> command =
        test.get(0).equals("CMD")
            ? test.subList(1, test.size())
            : List.of("/bin/sh", "-c", test.get(1));
    return launch(service, command).waitFor() == 0;
  }

  /** Whether a service's process is there. */
  boolean isAlive(String service) {
    return running.get(service).isAlive();
  }

  /** {@code docker kill}. */
  void kill(String service) throws Exception {
    running.get(service).destroyForcibly().waitFor();
  }

  /** {@code docker stop}; the exit code. */
  int stop(String service) throws Exception {
    Process process = running.remove(service);
    process.destroy();
    return process.waitFor();
  }

  /** What a service said, in all its lives. */
  String words(String service) throws IOException {
    return Files.readString(dir.resolve(service + ".log"));
  }

  private List<String> entrypoint(String service) {
    List<String> own = ComposeFile.texts(compose.service(service).get("entrypoint"));
    if (!own.isEmpty()) {
      return own;
    }
    String image = (String) compose.service(service).get("image");
    String stage = image.replaceAll("^hearthwatch-|:.*$", "");
    Matcher words = Pattern.compile("\"([^\"]*)\"").matcher(dockerfile.last(stage, "ENTRYPOINT"));
    return words.results().map(match -> match.group(1)).toList();
  }

  private Process launch(String service, List<String> command) throws Exception {
    Map<String, String> mounts = mounts(service);
    List<String> here =
        command.stream().map(word -> inPlace(word.replace("$$", "$"), mounts)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(here)
            .directory(root(service).toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(dir.resolve(service + ".log").toFile()));
    Map<String, String> environment = builder.environment();
    String java = Path.of(System.getProperty("java.home")).toString();
    String path = java + "/bin:" + environment.get("PATH");
    environment.clear();
    environment.putAll(
        Map.of(
            "PATH", path,
            "JAVA_HOME", java,
            "TMPDIR", root(service).resolve("tmp").toString(),
            "FLINK_HOME", root(service).resolve("opt/flink").toString(),
            "FLINK_ENTRYPOINT", root(service).resolve("docker-entrypoint.sh").toString(),
            "HEARTHWATCH_STATE", dir.resolve("volumes").toString()));
    Object own = compose.service(service).get("environment");
    if (own != null) {
      ComposeFile.map(own)
          .forEach((name, value) -> environment.put(name, inPlace((String) value, mounts)));
    }
    return builder.start();
  }

  /** Path in a service's container to path here, longer ones first. */
  private Map<String, String> mounts(String service) {
    Map<String, String> mounts = new LinkedHashMap<>();
    Object volumes = compose.service(service).get("volumes");
    for (Object volume : volumes == null ? List.of() : (List<?>) volumes) {
      if (volume instanceof Map<?, ?> bind) {
        String source = bind.get("source").toString();
        Path here =
            bind.get("type").equals("bind") ? Path.of(source).toAbsolutePath() : volume(source);
        mounts.put(bind.get("target").toString(), here.toString());
      } else if (volume.toString().contains(":")) {
        String[] parts = volume.toString().split(":");
        mounts.put(parts[1], volume(parts[0]).toString());
      }
    }
    for (String secret : ComposeFile.texts(compose.service(service).get("secrets"))) {
      Object file = ComposeFile.map(compose.section("secrets").get(secret)).get("file");
      mounts.put("/run/secrets/" + secret, file.toString());
    }
    mounts.put("/opt/", root(service) + "/opt/");
    return mounts;
  }

  private String inPlace(String word, Map<String, String> mounts) {
    String result = word.equals("jobmanager") ? "127.0.0.1" : word;
    for (Map.Entry<String, String> place : places.entrySet()) {
      result = result.replace(place.getKey(), place.getValue());
    }
    for (Map.Entry<String, String> mount : mounts.entrySet()) {
      String end = mount.getKey().endsWith("/") ? "" : "(?![\\w-])";
      result =
          result.replaceAll(
              "(?<![\\w.])" + Pattern.quote(mount.getKey()) + end,
              Matcher.quoteReplacement(mount.getValue()));
    }
    return result;
  }

  /** Ends what still runs, and takes away the links out of the directory. */
  @Override
  public void close() throws Exception {
    for (Process process : running.values()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    DirectoryTree.delete(dir.resolve("services"));
  }

  /** The last words of every service, for a test that fails. */
  String lastWords() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String service : compose.services().keySet()) {
      Path log = dir.resolve(service + ".log");
      if (Files.exists(log)) {
        List<String> lines = Files.readAllLines(log, UTF_8);
        all.append("--- ").append(service).append('\n');
        lines
            .subList(Math.max(0, lines.size() - 40), lines.size())
            .forEach(line -> all.append(line).append('\n'));
      }
    }
    return all.toString();
  }
}
