package io.hearthwatch.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.publish.PublishProgress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Looks after a running home: seals checkpoints, removes old records, says how things stand, and
 * ends with an error when a part has failed for good.
 *
 * <p>{@link #end} may be called from any thread.
 */
final class HomeWatch {
  private static final Logger LOG = LogManager.getLogger(HomeWatch.class);

  private static final Duration TICK = Duration.ofSeconds(1);

  /** The home's own broker answers within seconds, or has died of its disk. */
  private static final Duration BROKER_SILENCE = Duration.ofMinutes(2);

  private static final int TICKS_A_LOOK = 3;
  private static final int TICKS_A_CLEARANCE = 600;

  private final HomeDirectory home;
  private final HomeServers servers;
  private final JobSettings settings;
  private final HomeJob job;
  private final HomePublisher publisher;
  private final Admin admin;
  private final LiveLine line;
  private final ObjectNode about;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private HomeProgress progress;
  private Instant lastCheckpoint;
  private String toldFailure = "";

  HomeWatch(
      HomeDirectory home,
      HomeServers servers,
      JobSettings settings,
      HomeJob job,
      HomePublisher publisher,
      Admin admin,
      LiveLine line,
      ObjectNode about) {
    this.home = home;
    this.servers = servers;
    this.settings = settings;
    this.job = job;
    this.publisher = publisher;
    this.admin = admin;
    this.line = line;
    this.about = about;
  }

  /**
   * Returns after {@link #end}.
   *
   * @throws IOException when a part has failed for good
   */
  void run() throws IOException, InterruptedException {
    try {
      for (long tick = 0; !ended.await(TICK.toMillis(), TimeUnit.MILLISECONDS); tick++) {
        throwFailure();
        Optional<Instant> newest = job.keepCheckpoints();
        newest.ifPresent(at -> lastCheckpoint = at);
        if (tick % TICKS_A_LOOK == 0) {
          look();
        }
        if (servers.ownBroker() && tick % TICKS_A_CLEARANCE == 0) {
          clear();
        }
      }
    } finally {
      finished.countDown();
    }
  }

  /** Ends {@link #run}, and leaves the last status behind. */
  void end() throws IOException, InterruptedException {
    ended.countDown();
    finished.await(TICK.toSeconds() * 10, TimeUnit.SECONDS);
    HomeStatus.write(home.path(), status("stopping"));
  }

  private void throwFailure() throws IOException {
    publisher.throwFailure();
    if (servers.database() != null && !servers.database().isAlive()) {
      throw new IOException(
          "Postgres has ended; its last words: " + servers.database().lastWords());
    }
    if (servers.ownBroker() && publisher.progress().silence().compareTo(BROKER_SILENCE) > 0) {
      throw new IOException(
          "Kafka has not answered for %d s: look at the disk and at %s, and start again"
              .formatted(BROKER_SILENCE.toSeconds(), home.logs()));
    }
    JobStatus status = job.status();
    if (status.isGloballyTerminalState()) {
      throw new IOException("the job has failed again and again, and gives up: " + job.failure());
    }
    if (status == JobStatus.RESTARTING || status == JobStatus.FAILING) {
      tellOnce("the job failed and starts again: " + job.failure());
    }
  }

  /** A failure that lasts is told when it begins. */
  private void tellOnce(String failure) {
    if (!failure.equals(toldFailure)) {
      toldFailure = failure;
      LOG.warn(failure);
      line.say(failure);
    }
  }

  private void look() throws IOException, InterruptedException {
    try (Connection connection = settings.store().connect()) {
      progress = HomeProgress.ask(admin, connection, settings);
    } catch (SQLException | ExecutionException e) {
      // Somebody's own servers may be away for a while; the job waits for them too.
      tellOnce("a server does not answer: " + e.getMessage());
      return;
    }
    line.show(text());
    HomeStatus.write(home.path(), status("running"));
  }

  private void clear() throws InterruptedException {
    try {
      FramesRetention.apply(admin, settings.kafka(), job.neededOffsets());
    } catch (ExecutionException | IOException e) {
      LOG.warn("old records cannot be removed now", e);
    }
  }

  private ObjectNode status(String state) {
    ObjectNode status = about.deepCopy().put("state", state).put("job", job.status().name());
    PublishProgress publishing = publisher.progress();
    status.put("cameras", publishing.cameras());
    status.put("waiting", publishing.waiting());
    status.put("problems", publishing.problems());
    if (lastCheckpoint != null) {
      status.put("last_checkpoint", lastCheckpoint.toString());
    }
    if (progress != null) {
      HomeStatus.add(status, progress);
    }
    return status;
  }

  private String text() {
    PublishProgress publishing = publisher.progress();
    String text =
        String.format(
            Locale.ROOT,
            "%d cameras, %d frames, %d behind",
            publishing.cameras(),
            progress.published() - progress.backlog(),
            progress.backlog());
    if (publishing.waiting() > 0) {
      text += ", %d coming".formatted(publishing.waiting());
    }
    HomeProgress.LastEvent event = progress.lastEvent();
    return event == null
        ? text
        : text + "; %s %s: %s".formatted(event.level(), event.camera(), event.summary());
  }
}
