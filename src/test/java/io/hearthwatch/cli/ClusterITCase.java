package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.local.FreePorts;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.Progress;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.HangingClass;
import io.hearthwatch.testing.History;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.LossyProxy;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.ProcFiles;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TableComparison;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.torture.world.RepackedJar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster's life, told by its commands: processes are started, the job is submitted, rescaled,
 * loses a task manager, is upgraded, upgraded badly and stopped, while frames keep coming. In the
 * end the tables are those of an undisturbed run.
 */
@Tag("story")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterITCase {
  private static final Path JAR = Path.of("target", "hearthwatch-job.jar");
  private static final String TOPIC = "cluster-frames";
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final int PORTIONS = 11;

  /** Loopback as /proc/net has it, in four bytes and in sixteen. */
  private static final List<String> LOOPBACK =
      List.of("0100007F", "0000000000000000FFFF00000100007F");

  @TempDir private Path dir;
  private final List<History.Entry> history = new ArrayList<>();
  private CommandedCluster cluster;
  private TestDatabase database;
  private int published;

  @AfterEach
  void clearAway() throws Exception {
    cluster.keepLogs();
    cluster.run("stop", "--cancel", "--purge");
    assertThat(Files.exists(cluster.directory())).isFalse();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(cluster::worksHere))
        .isEmpty();
  }

  @Test
  void aClustersLife() throws Exception {
    prepareFrames();
    startAndSubmit();
    rescaleWhileRunning();
    loseATaskManager();
    loseTheJobManager();
    long survivor = cluster.pid("taskmanager-1");
    rescaleFromSavepoint();
    upgrade();
    goOnWithAnInterruptedUpgrade();
    keepWhatAnInterruptedUpgradeHadBroughtAbout();
    refuseAnUpgradeThatCannotStart();
    comeBackFromABrokenUpgrade();
    assertThatNativeLibrariesAreThereOnce(survivor);
    comeBackFromAVersionThatHangs();
    bringBackTheLostTaskManager();
    stop();
    for (int parallelism : new int[] {1, 2, 4}) {
      assertThatTablesAreThoseOfAnUndisturbedRun(parallelism);
    }
  }

  private void prepareFrames() throws Exception {
    cluster = new CommandedCluster(dir.resolve("cluster"));
    Path root = Files.createDirectories(dir.resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(40));
    history.addAll(History.of(7, Instant.now(), root, pictures));
    DemoDetector.copyTo(dir.resolve("model.onnx"));
    KafkaServer.shared().createFramesTopic(TOPIC, 3);
    KafkaServer.shared().createTopic("cluster-events", 2);
    KafkaServer.shared().createTopic("cluster-dead-letters", 1);
    database = PostgresServer.freshDatabase();
    Files.writeString(dir.resolve("job.yaml"), jobFile(database, "cluster"));
  }

  private void startAndSubmit() throws Exception {
    assertThat(
            cluster.run(
                "start",
                "--task-managers=2",
                "--port=" + FreePorts.next(),
                "-Djobmanager.memory.process.size=800m",
                "-Dtaskmanager.memory.process.size=1200m",
                "-Dtaskmanager.memory.managed.fraction=0.1",
                "-Dtaskmanager.memory.task.off-heap.size=256m",
                "-Denv.java.opts.jobmanager=" + SHORT_LIVED,
                "-Denv.java.opts.taskmanager=" + SHORT_LIVED,
                "-Dheartbeat.interval=500ms",
                "-Dtask.cancellation.timeout=4s",
                "-Dtask.cancellation.interval=1s",
                "-Dexecution.checkpointing.interval=1s",
                "-Dexecution.checkpointing.min-pause=0s",
                "-Drestart-strategy.exponential-delay.initial-backoff=200ms",
                "-Djobmanager.adaptive-scheduler.submission.resource-stabilization-timeout=1s",
                "-Djobmanager.adaptive-scheduler.executing.cooldown-after-rescaling=0s"))
        .isEqualTo(ExitCode.OK);
    if (Files.isDirectory(Path.of("/proc/net"))) {
      for (String process : List.of("zookeeper", "jobmanager", "taskmanager-1", "taskmanager-2")) {
        assertThat(ProcFiles.listeningAddresses(cluster.pid(process)))
            .as("addresses of %s", process)
            .isNotEmpty()
            .isSubsetOf(LOOPBACK);
        assertThat(ProcFiles.environment(cluster.pid(process))).contains("ORT_DISABLE_TELEMETRY=1");
      }
    }
    publish();
    assertThat(
            cluster.run(
                "submit", "--config", dir.resolve("job.yaml").toString(), "--detect.parallelism=2"))
        .isEqualTo(ExitCode.OK);
    assertThat(cluster.status().at("/job/parallelism/detect").asInt()).isEqualTo(2);
    awaitRecords(published / 2);
  }

  private void rescaleWhileRunning() throws Exception {
    for (int parallelism : new int[] {4, 1}) {
      publish();
      // With fewer subtasks than before, state of several is merged in each.
      assertThat(cluster.run("scale", "detect=" + parallelism, "window=" + parallelism))
          .isEqualTo(ExitCode.OK);
      assertThat(cluster.lastSaid()).contains("detect=" + parallelism, "not all tasks ran for ");
      assertThat(cluster.status().at("/job/parallelism/detect").asInt()).isEqualTo(parallelism);
    }
    assertThat(cluster.run("scale", "detect=9")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid()).contains("needs 9 slots, and there are 4");
  }

  private void loseATaskManager() throws Exception {
    publish();
    cluster.kill("taskmanager-2");
    assertThat(cluster.run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid()).contains("taskmanager-2 ended by itself");
    awaitRecords(published - 20);
  }

  /** Its ZooKeeper is killed with it: what that had acknowledged is on the disk. */
  private void loseTheJobManager() throws Exception {
    publish();
    String job = cluster.status().at("/job/id").asText();
    long begin = System.nanoTime();
    cluster.kill("jobmanager");
    cluster.kill("zookeeper");
    assertThat(cluster.run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.run("stop")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid())
        .contains("no savepoint can be made", "`hearthwatch cluster start`");
    assertThat(cluster.run("start", "--task-managers=1")).isEqualTo(ExitCode.OK);
    assertThat(cluster.lastSaid())
        .contains("job %s goes on from its last checkpoint".formatted(job), "all its tasks run");
    System.out.printf(
        "from the job manager's loss until all tasks ran %.1f s%n",
        (System.nanoTime() - begin) / 1e9);
    assertThat(cluster.status().at("/job/id").asText()).isEqualTo(job);
    awaitRecords(published - 20);
  }

  private void rescaleFromSavepoint() throws Exception {
    publish();
    assertThat(cluster.run("scale", "--from-savepoint", "detect=2", "store=2"))
        .isEqualTo(ExitCode.OK);
    assertThat(cluster.lastSaid()).contains("detect=2", "store=2", "from stop to start ");
    assertThat(cluster.run("savepoint")).isEqualTo(ExitCode.OK);
    assertThat(Path.of(URI.create(cluster.lastSaid().strip()))).isDirectory();
  }

  private void upgrade() throws Exception {
    publish();
    Path jar = RepackedJar.rebuilt(JAR, dir.resolve("rebuilt.jar"), "next");
    assertThat(cluster.run("upgrade", "--jar", jar.toString(), "--order.parallelism=2"))
        .isEqualTo(ExitCode.OK);
    assertThat(cluster.status().at("/job/parallelism/order").asInt()).isEqualTo(2);
    assertThat(cluster.status().at("/job/parallelism/detect").asInt())
        .as("as it was before the upgrade")
        .isEqualTo(2);
    assertThat(cluster.run("upgrade", "--without=window.size")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid())
        .contains("was submitted without --window.size; its options are --config");
  }

  /** As if the command had been killed between the order to stop and its being written down. */
  private void goOnWithAnInterruptedUpgrade() throws Exception {
    publish();
    JsonNode state =
        cluster.changeState(
            known -> {
              ObjectNode plan = known.putObject("redeployment").put("kind", "upgrade");
              plan.set("target", known.get("job"));
              plan.set("previous", known.get("job"));
              plan.put("previousJobId", known.get("jobId").asText());
            });

    assertThat(cluster.run("status")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid()).contains("the last upgrade was interrupted", "upgrade --resume");
    assertThat(cluster.run("savepoint")).isEqualTo(ExitCode.FAILED);
    int port = state.path("restPort").asInt();
    try (LossyProxy proxy = new LossyProxy(port, "/stop")) {
      cluster.changeState(known -> known.put("restPort", proxy.port()));
      assertThat(cluster.run("upgrade", "--resume")).isEqualTo(ExitCode.OK);
      assertThat(proxy.lost()).as("Flink obeyed, and its answer did not arrive").isEqualTo(1);
    }
    cluster.changeState(known -> known.put("restPort", port));
  }

  /** As if the command had been killed after the new version had run for long already. */
  private void keepWhatAnInterruptedUpgradeHadBroughtAbout() throws Exception {
    JsonNode before = cluster.status();
    cluster.changeState(
        known -> {
          ObjectNode plan = known.putObject("redeployment").put("kind", "upgrade");
          plan.set("target", known.get("job"));
          plan.set("previous", known.get("job"));
          plan.put("previousJobId", "0123456789abcdef0123456789abcdef");
          plan.set("savepoint", known.get("lastSavepoint"));
        });

    assertThat(cluster.run("upgrade", "--resume")).isEqualTo(ExitCode.OK);
    JsonNode after = cluster.status();
    assertThat(after.at("/job/id")).as("not thrown away").isEqualTo(before.at("/job/id"));
    assertThat(after.at("/job/restarts")).isEqualTo(before.at("/job/restarts"));
  }

  private void refuseAnUpgradeThatCannotStart() throws Exception {
    String job = cluster.status().at("/job/id").asText();
    assertThat(
            cluster.run(
                "upgrade", "--config", dir.resolve("job.yaml").toString(), "--detect.paralel=2"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid()).contains("detect.paralel (argument): is not an option");
    assertThat(cluster.status().at("/job/id").asText()).as("nothing was stopped").isEqualTo(job);
  }

  private void comeBackFromABrokenUpgrade() throws Exception {
    publish();
    Path jar =
        RepackedJar.without(
            JAR, dir.resolve("broken.jar"), "io/hearthwatch/fetch/LocalPictures.class");
    assertThat(cluster.run("upgrade", "--jar", jar.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.lastSaid())
        .contains("went back to the old version: the new version failed: ")
        .contains("LocalPictures", "from stop to start ");
    assertThat(cluster.status().at("/job/allTasksRun").asBoolean()).isTrue();
  }

  /**
   * Its tasks cannot be cancelled: Flink ends their task managers, and the old version needs them.
   * Its job manager dies as well, while the command waits.
   */
  private void comeBackFromAVersionThatHangs() throws Exception {
    publish();
    String entry = "io/hearthwatch/fetch/LocalPictures.class";
    Path jar =
        RepackedJar.with(
            JAR, dir.resolve("hanging.jar"), entry, HangingClass.named(entry, dir.resolve("src")));
    CompletableFuture<Void> loss = CompletableFuture.runAsync(() -> killJobManagerUnder(jar));
    assertThat(cluster.run("upgrade", "--jar", jar.toString(), "--healthy-within=2min"))
        .isEqualTo(ExitCode.FAILED);
    loss.join();
    assertThat(cluster.lastSaid())
        .contains("went back to the old version: the new version cannot be looked at: ")
        .contains("the job manager has ended by itself");
    assertThat(cluster.status().at("/job/allTasksRun").asBoolean()).isTrue();
  }

  private void killJobManagerUnder(Path jar) {
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                JsonNode state =
                    new ObjectMapper().readTree(cluster.directory().resolve("state.json").toFile());
                return state.at("/job/jar").asText().endsWith(jar.getFileName().toString())
                    && state.hasNonNull("jobId");
              });
      ProcessHandle.of(cluster.pid("jobmanager")).orElseThrow().destroyForcibly();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** After six submissions. */
  private void assertThatNativeLibrariesAreThereOnce(long taskManager) throws Exception {
    publish();
    awaitRecords(published - 20);
    if (!Files.exists(Path.of("/proc", Long.toString(taskManager), "maps"))) {
      return;
    }
    for (String library : List.of("libonnxruntime.so", "libzstd", "libleptonica")) {
      assertThat(ProcFiles.copiesOf(library, taskManager)).as(library).isEqualTo(1);
    }
  }

  private void bringBackTheLostTaskManager() throws Exception {
    assertThat(cluster.run("start", "--task-managers=2")).isEqualTo(ExitCode.OK);
    assertThat(cluster.status().path("taskManagers").asInt()).isEqualTo(2);

    // The job manager still counts the one that was killed when the new one is started.
    Set<String> before = cluster.registeredTaskManagers();
    cluster.kill("taskmanager-2");
    assertThat(cluster.run("start", "--task-managers=2")).isEqualTo(ExitCode.OK);
    assertThat(cluster.registeredTaskManagers())
        .as("registered when start returns")
        .anyMatch(id -> !before.contains(id));
  }

  private void stop() throws Exception {
    while (published < history.size()) {
      publish();
    }
    try (Connection connection = database.connect()) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Progress.of(connection, "main").settledAt(history.size()));
    }
    assertThat(cluster.run("stop")).isEqualTo(ExitCode.OK);
    assertThat(cluster.lastSaid()).contains("submit --from last");
    assertThat(cluster.logs())
        .as("RocksDB's own logs, each named after the whole path of its data")
        .noneMatch(log -> log.toString().endsWith("_LOG"));
    assertThat(cluster.directory().resolve("tmp")).doesNotExist();
  }

  private void assertThatTablesAreThoseOfAnUndisturbedRun(int parallelism) throws Exception {
    TestDatabase undisturbed = PostgresServer.freshDatabase();
    Path file = dir.resolve("undisturbed.yaml");
    Files.writeString(file, jobFile(undisturbed, "undisturbed-" + parallelism));
    List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
    for (String stage : List.of("ingest", "admit", "detect", "order", "window", "store")) {
      arguments.addAll(List.of("--" + stage + ".parallelism", Integer.toString(parallelism)));
    }
    JobSettings settings = JobConfiguration.load(arguments, Map.of());
    Lineage lineage = RiskJob.lineage(settings);
    RiskJob.register(settings.store(), lineage);
    try (RunningJob job =
        RunningJob.start(RiskJob.parts(settings, lineage), settings, RunningJob.engine())) {
      job.awaitSettled(undisturbed, history.size());
    }
    try (Connection expected = undisturbed.connect();
        Connection actual = database.connect()) {
      assertThat(TableComparison.assertEqualTables(expected, actual)).isGreaterThan(history.size());
      assertThat(Audit.run(actual).clean()).isTrue();
    }
  }

  private String jobFile(TestDatabase tables, String group) {
    return """
        kafka:
          bootstrap-servers: %s
          group-id: %s
          frames-topic: %s
          events-topic: cluster-events
          dead-letters-topic: cluster-dead-letters
        ingest.allowed-roots: ["%s"]
        fetch.max-size: 1000000
        detect.model: %s
        site.time-zone: Europe/Berlin
        window.interim-after: 1 s
        store.batch-interval: 100 ms
        postgres:
          jdbc-url: %s
          user: %s
        """
        .formatted(
            KafkaServer.shared().bootstrapServers(),
            group,
            TOPIC,
            dir.resolve("frames").toUri(),
            dir.resolve("model.onnx"),
            tables.jdbcUrl(),
            tables.user());
  }

  private void publish() {
    int end = Math.min(history.size(), published + (history.size() + PORTIONS - 1) / PORTIONS);
    KafkaServer.shared()
        .produce(
            history.subList(published, end).stream()
                .map(entry -> new ProducerRecord<>(TOPIC, entry.key(), entry.value()))
                .toList());
    published = end;
  }

  private void awaitRecords(int records) throws Exception {
    try (Connection connection = database.connect()) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Progress.of(connection, "main").records() >= records);
    }
  }
}
