package io.hearthwatch.publish;

import io.hearthwatch.watch.Look;
import io.hearthwatch.watch.Problems;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.Unreadable;
import io.hearthwatch.watch.VideoChangedException;
import io.hearthwatch.watch.VideoFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Takes videos apart, one at a time and beside everything else, so that pictures do not wait for
 * them. A video that fails three times is not tried again before it changes, or the next start.
 *
 * <p>Belongs to the publisher's thread; only the extraction runs on another.
 */
final class VideoQueue implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final Path root;
  private final VideoFrames frames;
  private final Extraction extraction;
  private final Problems problems;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "video-frames");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<Work> queue = new ArrayDeque<>();
  private final Set<String> atWork = new HashSet<>();
  private final Map<String, Look> givenUp = new HashMap<>();

  /** Makes a video's pictures, as {@link VideoFrames#extract} does. */
  @FunctionalInterface
  interface Extraction {
    VideoFrames.Pictures extract(SettledFile video, Path inCamera)
        throws IOException, InterruptedException;
  }

  /**
   * A video's pictures.
   *
   * @param pictures those that are there, in the video's order
   * @param times when each was taken
   */
  record Extracted(SettledFile video, List<Path> pictures, List<Instant> times) {}

  private record Work(SettledFile video, Future<VideoFrames.Pictures> pictures) {}

  VideoQueue(Path root, VideoFrames frames, Problems problems) {
    this(root, frames, frames::extract, problems);
  }

  /** With something before or after the extraction; for tests of what can happen meanwhile. */
  VideoQueue(Path root, VideoFrames frames, Extraction extraction, Problems problems) {
    this.root = root;
    this.frames = frames;
    this.extraction = extraction;
    this.problems = problems;
  }

  /** Takes a video, unless it is here already, or has failed too often as it is. */
  void add(SettledFile video) {
    Look failed = givenUp.get(video.uri());
    if ((failed == null || !failed.sameContent(video.look())) && atWork.add(video.uri())) {
      queue.add(new Work(video, worker.submit(() -> extract(video))));
    }
  }

  /** Videos whose pictures are not there yet. */
  int size() {
    return queue.size();
  }

  /** A video that is done; null if there is none at the moment. */
  Extracted poll() throws InterruptedException {
    Work work;
    while ((work = queue.peek()) != null && work.pictures.isDone()) {
      queue.remove();
      atWork.remove(work.video.uri());
      try {
        VideoFrames.Pictures made = work.pictures.get();
        givenUp.remove(work.video.uri());
        return new Extracted(work.video, made.pictures(), times(work.video, made));
      } catch (ExecutionException e) {
        failed(work.video, e.getCause());
      }
    }
    return null;
  }

  private VideoFrames.Pictures extract(SettledFile video) throws IOException, InterruptedException {
    Path inCamera = root.relativize(video.path());
    Path belowCamera = inCamera.subpath(1, inCamera.getNameCount());
    for (int attempt = 1; ; attempt++) {
      try {
        return extraction.extract(video, belowCamera);
      } catch (VideoChangedException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void failed(SettledFile video, Throwable failure) {
    String subject = video.path().toString();
    String reason =
        failure instanceof IOException
            ? failure.getMessage()
            : "%s could not be taken apart (%s)".formatted(subject, failure);
    try {
      boolean changed = !Look.opened(video.path()).sameContent(video.look());
      if (changed || failure instanceof VideoChangedException) {
        // The next pass that finds it complete hands it out again.
        problems.report(subject, reason);
        return;
      }
    } catch (IOException away) {
      // A disk that is away says nothing about the video.
      problems.report(subject, Unreadable.file(video.path(), away));
      return;
    }
    givenUp.put(video.uri(), video.look());
    problems.report(
        subject,
        "%s; it is left out until it changes (it has %d bytes) or the next start"
            .formatted(reason, video.look().size()));
  }

  /** A name tells when a video began, its modification time when it ended. */
  private List<Instant> times(SettledFile video, VideoFrames.Pictures made) {
    long lead = video.timeInName() ? 0 : frames.positionMicros(made.count());
    List<Instant> times = new ArrayList<>(made.pictures().size());
    for (Path picture : made.pictures()) {
      times.add(
          video
              .capturedAt()
              .plus(Duration.ofNanos((frames.positionMicros(picture) - lead) * 1_000)));
    }
    return times;
  }

  /** Ends ffmpeg, if it is at work, and waits for that. */
  @Override
  public void close() throws InterruptedException {
    worker.shutdownNow();
    if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("ffmpeg does not end");
    }
  }
}
