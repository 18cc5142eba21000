package io.hearthwatch.publish;

import io.hearthwatch.watch.Problems;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.VideoFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Takes videos apart, one at a time and beside everything else, so that pictures do not wait for
 * them. A video that fails three times is not tried again before the next start.
 *
 * <p>Belongs to the publisher's thread; only the extraction runs on another.
 */
final class VideoQueue implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final Path root;
  private final VideoFrames frames;
  private final Problems problems;
  private final ExecutorService extraction =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "video-frames");
            thread.setDaemon(true);
            return thread;
          });
  private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final Set<String> givenUp = new HashSet<>();
  private final Map<String, SettledFile> atWork = new HashMap<>();

  /**
   * A video's pictures.
   *
   * @param pictures in the video's order
   * @param times when each was taken
   */
  record Extracted(SettledFile video, List<Path> pictures, List<Instant> times) {}

  private record Outcome(SettledFile video, List<Path> pictures, IOException failure) {}

  VideoQueue(Path root, VideoFrames frames, Problems problems) {
    this.root = root;
    this.frames = frames;
    this.problems = problems;
  }

  /** Takes a video, unless it is here already or has failed too often. */
  void add(SettledFile video) {
    if (!givenUp.contains(video.uri()) && atWork.putIfAbsent(video.uri(), video) == null) {
      extraction.execute(() -> extract(video));
    }
  }

  /** Videos whose pictures are not there yet. */
  int size() {
    return atWork.size();
  }

  /** A video that is done; null if there is none at the moment. */
  Extracted poll() {
    Outcome outcome;
    while ((outcome = outcomes.poll()) != null) {
      String uri = outcome.video.uri();
      atWork.remove(uri);
      if (outcome.failure == null) {
        return new Extracted(outcome.video, outcome.pictures, times(outcome));
      }
      givenUp.add(uri);
      problems.report(
          outcome.video.path().toString(),
          "%s; tried %d times, it is left out until the next start"
              .formatted(outcome.failure.getMessage(), ATTEMPTS));
    }
    return null;
  }

  private void extract(SettledFile video) {
    Path inCamera = root.relativize(video.path());
    Path belowCamera = inCamera.subpath(1, inCamera.getNameCount());
    IOException failure = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        List<Path> pictures = frames.extract(video.cameraId(), belowCamera, video.path());
        outcomes.add(new Outcome(video, pictures, null));
        return;
      } catch (IOException e) {
        failure = e;
      } catch (InterruptedException e) {
        // The publisher ends: the next one starts this video anew.
        Thread.currentThread().interrupt();
        return;
      }
    }
    outcomes.add(new Outcome(video, List.of(), failure));
  }

  /** A name tells when a video began, its modification time when it ended. */
  private List<Instant> times(Outcome outcome) {
    int count = outcome.pictures.size();
    long lead = outcome.video.timeInName() ? 0 : frames.positionMicros(count);
    List<Instant> times = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      times.add(
          outcome
              .video
              .capturedAt()
              .plus(Duration.ofNanos((frames.positionMicros(i) - lead) * 1_000)));
    }
    return times;
  }

  /** Ends ffmpeg, if it is at work, and waits for that. */
  @Override
  public void close() throws InterruptedException {
    extraction.shutdownNow();
    if (!extraction.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("ffmpeg does not end");
    }
  }
}
