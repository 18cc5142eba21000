package io.hearthwatch.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.hearthwatch.local.DurableDatabase;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import io.hearthwatch.testing.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command line of {@code docker-compose.yml}, run as it stands there, without containers: the
 * broker and its topics, the database's roles and tables, the job manager that is the job, a task
 * manager, the publisher. Pictures come in, the job manager is killed and started again, and the
 * rows are right.
 */
@Tag("story")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the containers' scripts are written for Linux")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ComposeITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OWNER = "of-the-owner";

  @TempDir private Path temporary;
  private final List<RenderedFrame> frames = new ArrayList<>();
  private Path cameras;
  private ContainerHost host;
  private DurableDatabase postgres;
  private int uploaded;

  @AfterEach
  void end() throws Exception {
    if (host != null) {
      host.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void whatComposeStartsWorksTogether() throws Exception {
    layOut();
    try {
      startServers();
      startJob();
      upload(frames.size() / 2);
      awaitAnalysed();
      loseTheJobManager();
      upload(frames.size());
      awaitAnalysed();
      lookAtTheRows();
      stop();
    } catch (AssertionError | ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + host.lastWords(), e);
    }
  }

  private void layOut() throws Exception {
    assumeThat(Path.of("/usr/bin/wget")).as("what the job manager's health check calls").exists();
    Path dir = temporary.toRealPath();
    cameras = Files.createDirectory(dir.resolve("cameras"));
    Path secrets = Files.createDirectory(dir.resolve("secrets"));
    for (String name : List.of("postgres", "owner", "job")) {
      Files.writeString(secrets.resolve(name + "-password"), "of-the-" + name + "\n");
    }
    Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
    new Footage(Story.named("night-visitors", start), 1, Duration.ofSeconds(10))
        .forEach(frames::add);
    host =
        new ContainerHost(
            dir,
            Map.of(
                "HEARTHWATCH_FRAMES", cameras.toString(),
                "HEARTHWATCH_MODEL", DemoDetector.copyTo(dir.resolve("model.onnx")).toString(),
                "HEARTHWATCH_SECRETS", secrets.toString(),
                "HEARTHWATCH_TIME_ZONE", "Europe/Berlin",
                "HEARTHWATCH_PARALLELISM", "2"));
    postgres =
        DurableDatabase.open(
            dir.resolve("postgres"), host.postgresPort, secrets.resolve("postgres-password"));
    CreateRoles.run(postgres::connect, OWNER, "of-the-job");
  }

  /** What the job needs: a broker, its topics, tables. */
  private void startServers() throws Exception {
    host.startKafka();
    assertThat(host.run("topics")).isZero();
    assertThat(host.run("topics")).as("those that exist stay as they are").isZero();
    assertThat(host.run("migrate")).isZero();
    assertThat(host.run("migrate", "doctor")).isZero();
  }

  private void startJob() throws Exception {
    host.start("jobmanager");
    host.start("taskmanager");
    host.start("publisher");
    awaitHealth("taskmanager", "jobmanager", "publisher");
    assertThat(host.words("jobmanager")).contains("The job starts without state.");
  }

  /** It is started again, as its restart policy says, and the task manager finds it. */
  private void loseTheJobManager() throws Exception {
    host.kill("jobmanager");
    assertThat(host.isHealthy("jobmanager")).isFalse();
    host.start("jobmanager");
    awaitHealth("jobmanager");
    assertThat(host.words("jobmanager"))
        .containsPattern("The job goes on from .*/volumes/checkpoints/.*/chk-\\d+\\.");
  }

  private void awaitHealth(String... services) {
    for (String service : services) {
      await("health of " + service)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                assertThat(host.isAlive(service)).as(service + " is there").isTrue();
                return host.isHealthy(service);
              });
    }
  }

  private void lookAtTheRows() throws Exception {
    try (Connection owner = asOwner()) {
      assertThat(Rows.one(owner, "SELECT count(DISTINCT uri) FROM hearthwatch.frame"))
          .isEqualTo(Integer.toString(frames.size()));
      assertThat(Rows.one(owner, "SELECT count(*) > 0 FROM bi.event")).isEqualTo("t");
      assertThat(
              Rows.one(
                  owner,
                  "SELECT DISTINCT local_start AT TIME ZONE 'Europe/Berlin' = window_start"
                      + " FROM bi.event"))
          .isEqualTo("t");
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(Audit.run(owner).clean()).isTrue());
    }
    assertThat(
            host.run(
                "migrate",
                "audit",
                "--jdbc-url=jdbc:postgresql://postgres:5432/hearthwatch",
                "--password-file=/run/secrets/owner-password"))
        .isZero();
  }

  private void stop() throws Exception {
    for (String service : List.of("publisher", "taskmanager", "jobmanager", "kafka")) {
      assertThat(host.stop(service)).as(service).isEqualTo(143);
    }
  }

  private Connection asOwner() throws SQLException {
    return java.sql.DriverManager.getConnection(
        postgres.jdbcUrl("hearthwatch"), "hearthwatch", OWNER);
  }

  private void upload(int end) throws Exception {
    for (; uploaded < end; uploaded++) {
      RenderedFrame frame = frames.get(uploaded);
      Path folder = Files.createDirectories(cameras.resolve(frame.cameraId()));
      Files.write(folder.resolve(frame.capturedAt().toEpochMilli() + ".jpg"), frame.jpeg());
    }
  }

  private void awaitAnalysed() {
    await(uploaded + " frames analysed")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              try (Connection owner = asOwner()) {
                String analysed =
                    Rows.one(
                        owner, "SELECT count(*) FROM hearthwatch.frame WHERE outcome = 'analysed'");
                return Integer.parseInt(analysed) >= uploaded;
              }
            });
  }
}
