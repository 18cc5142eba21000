package io.hearthwatch.publish;

import io.hearthwatch.watch.FolderWatch;
import io.hearthwatch.watch.Problems;
import io.hearthwatch.watch.VideoFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes what cameras upload into folders: every complete file once, whenever this process or
 * the broker goes away and comes back.
 *
 * <p>Looks ({@link FolderWatch}), sends ({@link FileSender}), notes what the broker has answered
 * ({@link PublishedFiles}), rests ({@link Pace}), and looks again.
 *
 * <p>Works on the thread that calls {@link #publishOnce} or {@link #watch}; {@link #stop} and
 * {@link #progress} may be called from any.
 */
public final class FolderPublisher implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 50;

  private final StateDirectory state;
  private final CountedProblems problems;
  private final PublishedFiles published;
  private final FolderWatch folders;
  private final VideoQueue videos;
  private final FramePublisher publisher;
  private final FileSender sender;
  private final Pace pace;
  private final StopSignal stop = new StopSignal();
  private volatile int videosAtWork;
  private volatile long quietSinceNanos = System.nanoTime();
  private long acknowledgedBefore;

  /**
   * Takes the state directory, checks the topic, and learns what was published before.
   *
   * @param listener told of each problem once; from the working thread
   * @throws IllegalStateException if the topic is missing or has wrong settings; says which
   * @throws IOException if directories, journal or lock cannot be used
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   */
  public static FolderPublisher open(PublishSettings settings, Problems listener)
      throws IOException, InterruptedException {
    StateDirectory state = StateDirectory.take(settings.state());
    try {
      return new FolderPublisher(settings, state, listener);
    } catch (IOException | InterruptedException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private FolderPublisher(PublishSettings settings, StateDirectory state, Problems listener)
      throws IOException, InterruptedException {
    this.state = state;
    Path root = settings.root().toRealPath();
    this.problems = new CountedProblems(listener);
    this.pace = new Pace(settings.settle());
    Files.createDirectories(settings.frames());
    Path frames = settings.frames().toRealPath();
    Path journal = state.resolve("journal");
    if (frames.startsWith(root) || journal.startsWith(root)) {
      throw new IOException(
          "state and frames directory must lie outside the watched one, %s".formatted(root));
    }
    this.published = PublishedFiles.open(journal, settings, root, frames, problems);
    AcknowledgedFrames acknowledged = published.acknowledged();
    this.folders =
        new FolderWatch(
            root,
            settings.settle(),
            settings.zone(),
            acknowledged::isKnown,
            published.owners(),
            problems);
    published.latestCaptures().forEach(folders::noteCapture);
    this.videos = new VideoQueue(root, new VideoFrames(frames, settings.videoFps()), problems);
    this.publisher =
        FramePublisher.patient(
            settings.bootstrapServers(), settings.properties(), settings.topic(), acknowledged);
    this.sender = new FileSender(acknowledged, publisher, videos, problems, stop);
  }

  /**
   * Publishes all that is complete now, and returns when the broker has acknowledged and the
   * journal holds it.
   *
   * @throws IOException if a reference could not be published, or the journal not be written
   */
  public void publishOnce() throws IOException, InterruptedException {
    run(true);
  }

  /**
   * Publishes what is complete and becomes complete, until {@link #stop}.
   *
   * @throws IOException if a reference could not be published, or the journal not be written
   */
  public void watch() throws IOException, InterruptedException {
    run(false);
  }

  private void run(boolean once) throws IOException, InterruptedException {
    stop.begin();
    long deadline = System.nanoTime() + pace.settle().toNanos() + pace.intervalNanos();
    try {
      while (!stop.isGiven()) {
        long begun = System.nanoTime();
        look(begun);
        boolean settled = begun - deadline >= 0 || folders.waiting() == 0;
        if (once && settled && videos.size() == 0 && drained()) {
          return;
        }
        rest(System.nanoTime() - begun);
      }
    } catch (InterruptedException | InterruptException e) {
      if (!stop.isGiven()) {
        throw e;
      }
    } finally {
      stop.end();
    }
  }

  private void look(long nowNanos) throws IOException, InterruptedException {
    folders.pass(nowNanos, sender::send);
    sender.sendExtracted();
    videosAtWork = videos.size();
    published.note();
  }

  private boolean drained() throws IOException, InterruptedException {
    while (!stop.isGiven()) {
      published.note();
      if (published.acknowledged().isIdle()) {
        return true;
      }
      publisher.throwFailure();
      stop.await(POLL_MILLIS);
    }
    return false;
  }

  private void rest(long tookNanos) throws IOException, InterruptedException {
    long until = System.nanoTime() + pace.restNanos(tookNanos);
    // Answers are noted as they come in: what is not noted has to be read back after a crash.
    while (System.nanoTime() - until < 0 && !stop.isGiven()) {
      stop.await(POLL_MILLIS);
      published.note();
      publisher.throwFailure();
    }
  }

  /** Ends {@link #watch} or {@link #publishOnce} soon, also while they wait for the broker. */
  public void stop() {
    stop.give();
  }

  /** How far it has come. */
  public PublishProgress progress() {
    long arrived = publisher.acknowledged();
    int underWay = publisher.underWay();
    synchronized (this) {
      if (underWay == 0 || arrived != acknowledgedBefore) {
        acknowledgedBefore = arrived;
        quietSinceNanos = System.nanoTime();
      }
    }
    return new PublishProgress(
        arrived,
        published.found(),
        folders.cameras(),
        folders.waiting() + videosAtWork,
        underWay,
        Duration.ofNanos(System.nanoTime() - quietSinceNanos),
        problems.count());
  }

  /**
   * Ends ffmpeg, waits a while for the broker's last answers, notes them, and gives back the
   * directory. What was not answered is read back by the next one.
   */
  @Override
  public void close() throws IOException, InterruptedException {
    try (state;
        published;
        videos) {
      published.end(publisher.closeWithin(LAST_ANSWERS));
    }
  }
}
