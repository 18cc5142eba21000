package io.hearthwatch.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.local.CheckpointVersion;
import io.hearthwatch.local.DirectoryTree;
import io.hearthwatch.local.LocalJob;
import io.hearthwatch.local.RunResources;
import io.hearthwatch.local.SourcePositions;
import io.hearthwatch.local.UnusableModelException;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.publish.PublishSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The whole product in one process that stays up: from camera folders to tables, on data that
 * outlives it.
 */
public final class Home {
  private static final Logger LOG = LogManager.getLogger(Home.class);

  private final HomeSettings settings;
  private final LiveLine line;

  /**
   * @param line takes what a person reads
   */
  public Home(HomeSettings settings, LiveLine line) {
    this.settings = settings;
    this.line = line;
  }

  /**
   * Starts everything and stays up; ends only by failing, or with the JVM, whose shutdown hook then
   * ends all in the reverse order.
   *
   * @throws UnusableModelException before anything starts, when the model does not fit
   * @throws Exception when something fails for good; the message says what, and what to do
   */
  public void run() throws Exception {
    JobSettings expected = jobSettings(settings.data(), HomeServers.expectedOptions(settings));
    LocalJob.checkModel(expected);
    if (settings.bootstrapServers() != null) {
      HomeTopics.greet(expected.kafka());
    }
    HomeDirectory home = HomeDirectory.take(settings.data());
    try (RunResources run = RunResources.of("everything in " + home.path())) {
      run.onShutdown(() -> line.say("Stops ..."));
      run.register(home);
      HomeLogging.to(home.logs());
      run.register(HomeLogging::end);
      run.register(() -> HomeStatus.ended(home.path()));
      LOG.info("starts as process {} in {}", ProcessHandle.current().pid(), home.path());
      HomeStatus.starting(home.path());
      line.say(
          "Starts in %s: Postgres, Kafka and Flink, up to a minute ...".formatted(home.path()));
      DirectoryTree.delete(home.scratch());
      Files.createDirectories(home.scratch());
      try {
        run(home, run);
      } catch (Exception e) {
        if (run.isClosing()) {
          // What it works with went from under it: the exit code is the signal's.
          return;
        }
        LOG.error("ends", e);
        throw e;
      }
    }
  }

  private void run(HomeDirectory home, RunResources run) throws Exception {
    HomeProperties properties = HomeProperties.of(home.path());
    long number = properties.nextRun();
    properties.save();
    HomeServers servers = HomeServers.start(home, properties, settings, run, this::say);
    JobSettings job = jobSettings(home.path(), servers.options());
    LocalJob.migrate(job);
    if (servers.ownBroker()) {
      HomeTopics.createOwn(job.kafka());
    } else {
      HomeTopics.createWhatIsMissing(job.kafka());
    }
    Admin admin = run.register(Admin.create(job.kafka().clientProperties()));
    if (servers.ownBroker()) {
      repair(home, job, admin);
    }
    CheckpointFolder checkpoints = new CheckpointFolder(home.checkpoints());
    int webPort = properties.port("flink", this::say);
    int metricsPort = properties.port("metrics", this::say);
    properties.save();
    HomeJob running =
        run.register(
            HomeJob.start(
                job,
                home.scratch().resolve("flink"),
                Integer.toString(webPort),
                metricsPort,
                checkpoints,
                number,
                choose(
                    checkpoints,
                    job.resultVersion(),
                    servers.ownBroker() ? readable(admin, job) : Map.of())));
    HomePublisher publisher =
        run.register(HomePublisher.start(publishing(home, job, servers), this::problem));
    ObjectNode about = about(home, servers, running);
    sayWhereToLook(home, servers, running);
    HomeWatch watch = new HomeWatch(home, servers, job, running, publisher, admin, line, about);
    run.register(watch::end);
    watch.run();
  }

  private JobSettings jobSettings(Path data, Map<String, String> servers) {
    Map<String, String> own = new LinkedHashMap<>(servers);
    // Both as they will be after symbolic links are followed, as pictures' URIs have it.
    own.put(
        "ingest.allowed-roots",
        LocalJob.root(real(settings.watch()))
            + ","
            + LocalJob.root(real(data).resolve("video-frames")));
    settings.job().preset("site.time-zone", settings.zone().getId());
    Map<String, String> environment = settings.database() == null ? Map.of() : System.getenv();
    return JobConfiguration.load(settings.job().with(own), environment);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThereYet) {
      return path.toAbsolutePath().normalize();
    }
  }

  private void repair(HomeDirectory home, JobSettings job, Admin admin)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    try (Connection connection = job.store().connect()) {
      new TopicRepair(
              job, home.publishState().resolve("journal"), real(settings.watch()), this::say)
          .run(admin, connection);
    }
  }

  /**
   * What a partition of the home's own topic holds.
   *
   * @param begin first offset
   * @param end offset behind the last
   */
  private record Extent(long begin, long end) {
    boolean canBeReadFrom(long offset) {
      return begin <= offset && offset <= end;
    }
  }

  private static Map<Integer, Extent> readable(Admin admin, JobSettings job)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> begins = HomeProgress.beginnings(admin, job.kafka());
    Map<Integer, Extent> extents = new TreeMap<>();
    HomeProgress.ends(admin, job.kafka())
        .forEach(
            (partition, end) ->
                extents.put(partition.partition(), new Extent(begins.get(partition), end)));
    return extents;
  }

  /**
   * The checkpoint to start from.
   *
   * @param resultVersion windows of another are not gone on with
   * @param extents by partition; a job that has read further would leave out what comes, and one
   *     that has read less would miss what is gone
   */
  private Path choose(
      CheckpointFolder checkpoints, String resultVersion, Map<Integer, Extent> extents)
      throws IOException {
    Set<Path> ofOthers = new HashSet<>();
    CheckpointFolder.Resume resume =
        checkpoints.newestReadable(
            checkpoint ->
                belongsTo(resultVersion, checkpoint, ofOthers) && isWithin(extents, checkpoint));
    resume
        .unreadable()
        .forEach(
            path ->
                say(
                    (ofOthers.contains(path)
                            ? "checkpoint %s is not taken: it belongs to another result version"
                            : "checkpoint %s is not taken: it is damaged, was not finished, or does"
                                + " not fit what Kafka holds")
                        .formatted(path)));
    if (resume.checkpoint() != null) {
      LOG.info("resumes from {}", resume.checkpoint());
    } else if (!resume.unreadable().isEmpty()) {
      say("no checkpoint is taken: works through the frames topic again, from its beginning");
    }
    return resume.checkpoint();
  }

  private static boolean belongsTo(String resultVersion, Path checkpoint, Set<Path> ofOthers) {
    try {
      if (CheckpointVersion.of(checkpoint).filter(v -> !v.equals(resultVersion)).isEmpty()) {
        return true;
      }
      ofOthers.add(checkpoint);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be read", checkpoint, e);
    }
    return false;
  }

  private boolean isWithin(Map<Integer, Extent> extents, Path checkpoint) {
    try {
      Map<Integer, Long> positions = SourcePositions.of(checkpoint);
      LOG.info("{} has read up to {}, the topic holds {}", checkpoint, positions, extents);
      return positions.entrySet().stream()
          .allMatch(
              read -> {
                Extent extent = extents.get(read.getKey());
                return extent == null || extent.canBeReadFrom(read.getValue());
              });
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be read", checkpoint, e);
      return false;
    }
  }

  private PublishSettings publishing(HomeDirectory home, JobSettings job, HomeServers servers) {
    return new PublishSettings(
        settings.watch(),
        home.publishState(),
        home.videoFrames(),
        settings.settle(),
        settings.zone(),
        settings.videoFps(),
        // The home's own broker has died with the publisher: nothing is on its way to it.
        servers.ownBroker() ? Duration.ZERO : PublishSettings.AFTER_CRASH,
        job.kafka().bootstrapServers(),
        job.kafka().properties(),
        job.kafka().framesTopic());
  }

  private ObjectNode about(HomeDirectory home, HomeServers servers, HomeJob running) {
    ObjectNode about =
        HomeStatus.ofThisProcess()
            .put("watch", settings.watch().toAbsolutePath().normalize().toString())
            .put("data", home.path().toString())
            .put("kafka", servers.bootstrapServers())
            .put("jdbc_url", servers.jdbcUrl())
            .put("flink", running.webInterface())
            .put("metrics", running.metrics());
    if (servers.database() != null) {
      about.put("reader", HomeDatabase.READER);
      about.put("reader_password_file", HomeDatabase.readerPassword(home).toString());
      about.put("owner", HomeDatabase.NAME);
      about.put("owner_password_file", HomeDatabase.ownerPassword(home).toString());
    }
    return about;
  }

  private void sayWhereToLook(HomeDirectory home, HomeServers servers, HomeJob running) {
    line.say("Hearthwatch watches " + settings.watch());
    line.say("  data      " + home.path());
    line.say("  tables    " + servers.jdbcUrl());
    if (servers.database() != null) {
      line.say(
          "  reader    user %s, password in %s"
              .formatted(HomeDatabase.READER, HomeDatabase.readerPassword(home)));
    }
    line.say("  Kafka     " + servers.bootstrapServers());
    line.say("  Flink     " + running.webInterface());
    line.say("  metrics   " + running.metrics());
    line.say("  logs      " + home.logs());
  }

  private void say(String text) {
    LOG.warn(text);
    line.say(text);
  }

  private void problem(String subject, String message) {
    say(message);
  }
}
