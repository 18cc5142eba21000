package io.hearthwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.local.DirectoryTree;
import io.hearthwatch.schema.Progress;
import io.hearthwatch.simulate.Footage;
import io.hearthwatch.simulate.RenderedFrame;
import io.hearthwatch.simulate.Story;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code hearthwatch local} in JVMs of their own, killed and cut off while files come in; compared
 * with a run that nothing happened to.
 *
 * <p>{@code ./hearthwatch stories -Dhearthwatch.home.kills=10} kills more often than every build
 * has time for.
 */
@Tag("story")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HomeITCase {
  private static final int KILLS = Integer.getInteger("hearthwatch.home.kills", 2);
  private static final long SEED = Long.getLong("hearthwatch.home.seed", 42);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int LONGEST_LIFE_MILLIS = 14_000;

  private static final List<RenderedFrame> FRAMES = new ArrayList<>();
  private static List<String> undisturbed;

  private final Random random = new Random(SEED);
  private int uploaded;
  private Path cameras;
  private Path data;
  private HomeProcess home;
  private Progress progress;

  /** Null where the home has a database of its own. */
  private TestDatabase theirs;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  @BeforeAll
  static void render() {
    Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
    new Footage(Story.named("night-visitors", start), 1, Duration.ofSeconds(6))
        .forEach(FRAMES::add);
  }

  @Test
  @Order(1)
  void undisturbedItShowsWhereItIsHowItIsAndEndsInPeace() throws Exception {
    begin("calm");
    upload(FRAMES.size());
    home = HomeProcess.start(cameras, data);
    awaitAllAnalysed();
    undisturbed = results();
    assertThat(undisturbed).filteredOn(row -> row.startsWith("event")).isNotEmpty();

    for (String name : List.of("superuser", "owner", "reader")) {
      Path password = data.resolve("postgres/" + name + ".password");
      assertThat(Files.getPosixFilePermissions(password))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(home.words()).doesNotContain(Files.readString(password).strip());
      assertThat(home.workers().flatMap(p -> p.info().commandLine().stream()))
          .noneMatch(line -> line.contains(passwordOf(password)));
    }
    await().atMost(PATIENCE).until(() -> status().path("backlog").asLong(1) == 0);
    JsonNode status = status();
    assertThat(status.path("published").asLong()).isEqualTo(FRAMES.size());
    assertThat(status.path("last_frames").size()).isEqualTo(Footage.cameraIds().size());
    assertThat(status.path("last_event").path("summary").asText()).isNotEmpty();
    HomeProcess.Ended second =
        HomeProcess.run("local", "--watch", cameras + "", "--data", data + "", "--model", "demo");
    assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(second.words()).contains("is in use by process");

    String backup = data.resolveSibling("backup").toString();
    assertThat(HomeProcess.run("backup", "--data", data + "", "--out", backup).words())
        .contains(backup + ": whole");
    assertThat(HomeProcess.run("restore", "--data", data + "", "--from", backup).words())
        .contains("is in use by process");

    HomeProcess.Ended stop = HomeProcess.run("stop", "--data", data.toString());
    assertThat(stop.words()).contains("ended in peace");
    assertThat(home.awaitEnd()).isEqualTo(143);
    assertThat(home.workers()).isEmpty();
    assertThat(HomeProcess.run("status", "--data", data.toString()).words())
        .contains("does not run", "%d published".formatted(FRAMES.size()));
    try (Stream<Path> files = Files.walk(data.resolve("checkpoints"))) {
      assertThat(files.filter(file -> file.endsWith("_metadata")).count()).isBetween(1L, 3L);
    }
  }

  @Test
  @Order(2)
  void tablesThatWereLostComeBackFromABackupAndTheJobGoesOn() throws Exception {
    begin("wiped");
    upload(FRAMES.size() / 2);
    home = HomeProcess.start(cameras, data);
    await().atMost(PATIENCE).until(() -> rows() >= FRAMES.size() / 2);
    assertThat(home.terminate()).isEqualTo(143);

    String backup = data.resolve("backup").toString();
    assertThat(HomeProcess.run("backup", "--data", data + "", "--out", backup).exitCode()).isZero();
    DirectoryTree.delete(data.resolve("postgres"));
    HomeProcess.Ended restored =
        HomeProcess.run("restore", "--data", data.toString(), "--from", backup);
    assertThat(restored.words()).endsWith(backup + ": restored\n");
    assertThat(home.workers()).as("the server ended with its command").isEmpty();

    home = HomeProcess.start(cameras, data);
    upload(FRAMES.size());
    awaitAllAnalysed();
    assertThat(results()).containsExactlyElementsOf(undisturbed);
    assertThat(home.terminate()).isEqualTo(143);
  }

  @Test
  @Order(3)
  void everyFileIsInTheLedgerOnceHoweverOftenAllOfItIsKilled() throws Exception {
    begin("killed");
    for (int kill = 0; kill < KILLS; kill++) {
      home = HomeProcess.start(cameras, data);
      long life = random.nextInt(LONGEST_LIFE_MILLIS);
      long end = System.nanoTime() + Duration.ofMillis(life).toNanos();
      while (System.nanoTime() - end < 0) {
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        upload(random.nextInt(1 + FRAMES.size() / (10 * KILLS)));
        assertThat(home.isAlive()).as(home.words()).isTrue();
      }
      home.kill(kill % 3 != 2);
    }
    home = HomeProcess.start(cameras, data);
    upload(FRAMES.size());
    awaitAllAnalysed();
    assertThat(results()).containsExactlyElementsOf(undisturbed);
    assertThat(home.terminate()).isEqualTo(143);
  }

  @Test
  @Order(4)
  void afterAPowerCutItResumesFromWhatCanBeReadAndPublishesTheRestAgain() throws Exception {
    begin("powerless");
    home = HomeProcess.start(cameras, data);
    upload(FRAMES.size() / 2);
    await()
        .atMost(PATIENCE)
        .until(() -> alive() && status().path("last_checkpoint").isTextual() && rows() > 0);
    upload(FRAMES.size() / 3);
    await().atMost(PATIENCE).until(() -> rows() > FRAMES.size() / 2);
    home.kill(true);

    truncate(newest(data.resolve("checkpoints"), "_metadata"), 0.5);
    List<Path> logs = find(data.resolve("kafka/data"), "frames-*/00000000000000000000.log");
    assertThat(logs).hasSize(4);
    truncate(logs.get(0), 0.4);
    truncate(logs.get(1), 0);
    try (Stream<Path> files = Files.walk(logs.get(2).getParent())) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    truncate(data.resolve("publish-state/journal"), 0.7);

    home = HomeProcess.start(cameras, data);
    upload(FRAMES.size());
    awaitAllAnalysed();
    assertThat(home.words()).contains("Kafka has lost").contains("is damaged");
    // What was on its way when nobody had written it down yet may have come twice, and says so.
    assertThat(results())
        .filteredOn(row -> !row.contains(" duplicate "))
        .containsExactlyElementsOf(undisturbed);
    assertThat(home.terminate()).isEqualTo(143);
  }

  @Test
  @Order(5)
  void itUsesABrokerAndADatabaseThatAreThere() throws Exception {
    begin("guest");
    theirs = PostgresServer.emptyDatabase();
    upload(FRAMES.size());
    home =
        HomeProcess.start(
            cameras,
            data,
            "--bootstrap-servers",
            KafkaServer.shared().bootstrapServers(),
            "--kafka.frames-topic",
            "guest-frames",
            "--jdbc-url",
            theirs.jdbcUrl(),
            "--user",
            theirs.user());
    awaitAllAnalysed();

    assertThat(results()).containsExactlyElementsOf(undisturbed);
    assertThat(home.terminate()).isEqualTo(143);
    assertThat(data.resolve("kafka/data")).doesNotExist();
    assertThat(data.resolve("postgres/data")).doesNotExist();
  }

  private Connection connect() throws IOException, SQLException {
    return theirs == null ? home.connect() : theirs.connect();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (home != null) {
      home.close();
    }
  }

  private void begin(String name) throws IOException {
    cameras = Files.createDirectory(temporary.toRealPath().resolve("cameras"));
    data = temporary.toRealPath().resolve(name);
  }

  /** Uploads as cameras do, some in place, some under a temporary name. */
  private void upload(int files) throws IOException {
    int end = Math.min(FRAMES.size(), uploaded + files);
    for (; uploaded < end; uploaded++) {
      RenderedFrame frame = FRAMES.get(uploaded);
      Path folder = cameras.resolve(frame.cameraId()).resolve("2026/" + uploaded / 100);
      Files.createDirectories(folder);
      Path file = folder.resolve(frame.capturedAt().toEpochMilli() + ".jpg");
      if (uploaded % 2 == 0) {
        Files.write(file, frame.jpeg());
      } else {
        Files.move(Files.write(folder.resolve("upload.part"), frame.jpeg()), file);
      }
    }
  }

  private boolean alive() throws IOException {
    assertThat(home.isAlive()).as(home.words()).isTrue();
    return true;
  }

  private static String passwordOf(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode status() throws Exception {
    Path file = data.resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(file.toFile())
        : new ObjectMapper().createObjectNode();
  }

  private long rows() throws Exception {
    alive();
    try (Connection connection = connect()) {
      return Progress.of(connection, "main").records();
    } catch (IOException | SQLException startsStill) {
      return 0;
    }
  }

  private void awaitAllAnalysed() throws IOException {
    try {
      awaitProgress();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(progress + "\n" + home.words(), e);
    }
  }

  private void awaitProgress() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              alive();
              try (Connection connection = connect()) {
                progress = Progress.of(connection, "main");
                return progress.analysed() >= FRAMES.size() && progress.unsettled() == 0;
              } catch (IOException | SQLException startsStill) {
                return false;
              }
            });
  }

  /** Everything that must not depend on what happened on the way. */
  private List<String> results() throws Exception {
    List<String> rows = new ArrayList<>();
    String folder = "'" + cameras.toUri() + "', ''";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      for (String query :
          List.of(
              "SELECT 'frame', replace(uri, %s), camera_id, captured_at, outcome,"
                  + " detections FROM hearthwatch.frame WHERE uri IS NOT NULL ORDER BY 2, 5",
              "SELECT 'batch', camera_id, window_start, stage, revision, frames_analysed,"
                  + " frames_failed, detections, classes, replace(key_frame_uri, %s), key_box"
                  + " FROM hearthwatch.batch ORDER BY 2, 3",
              "SELECT 'event', camera_id, window_start, stage, revision, score, level, factors,"
                  + " summary, replace(key_frame_uri, %s), key_box"
                  + " FROM hearthwatch.event ORDER BY 2, 3")) {
        try (ResultSet row = statement.executeQuery(query.formatted(folder))) {
          while (row.next()) {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              text.append(row.getString(i)).append(' ');
            }
            rows.add(text.toString());
          }
        }
      }
    }
    return rows;
  }

  private static void truncate(Path file, double share) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate((long) (channel.size() * share));
    }
  }

  private static Path newest(Path directory, String name) throws IOException {
    return find(directory, "**/" + name).stream()
        .max(Comparator.comparing(file -> file.toFile().lastModified()))
        .orElseThrow();
  }

  private static List<Path> find(Path directory, String glob) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(
              file ->
                  file.getFileSystem()
                      .getPathMatcher("glob:" + glob)
                      .matches(directory.relativize(file)))
          .sorted()
          .toList();
    }
  }
}
