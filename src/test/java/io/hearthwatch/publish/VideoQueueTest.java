package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearthwatch.publish.VideoQueue.Extracted;
import io.hearthwatch.publish.VideoQueue.Extraction;
import io.hearthwatch.testing.Videos;
import io.hearthwatch.watch.FileKind;
import io.hearthwatch.watch.Look;
import io.hearthwatch.watch.SettledFile;
import io.hearthwatch.watch.VideoFrames;
import io.hearthwatch.watch.VideoFrames.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoQueueTest {
  private final List<String> problems = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();

  @TempDir Path temporary;

  private Path root;
  private Path video;
  private VideoFrames frames;

  @BeforeEach
  void files() throws IOException {
    root = temporary.resolve("cameras");
    video = root.resolve("porch/2026/clip.avi");
    Files.createDirectories(video.getParent());
    Files.writeString(video, "the beginning");
    frames = new VideoFrames(temporary.resolve("frames"), 2);
  }

  @Test
  void everyFailureIsAProblemOfThatVideoAndTheNextIsTaken() throws Exception {
    for (Throwable failure :
        List.of(
            new UncheckedIOException(new IOException("input/output error")),
            new IllegalStateException("unexpected"),
            new StackOverflowError("deep"))) {
      problems.clear();
      try (VideoQueue queue =
          queue(
              (file, inCamera) -> {
                if (attempts.getAndIncrement() == 0) {
                  if (failure instanceof Error error) {
                    throw error;
                  }
                  throw (RuntimeException) failure;
                }
                return new Pictures(List.of(file.path().resolveSibling("00000000.jpg")), 1);
              })) {
        attempts.set(0);
        queue.add(found());
        Path other = Files.writeString(video.resolveSibling("other.avi"), "another");
        queue.add(found(other));

        assertThat(done(queue)).extracting(done -> done.video().path()).containsExactly(other);
        assertThat(problems)
            .singleElement()
            .asString()
            .contains(video.toString(), failure.getMessage());
      }
    }
  }

  @Test
  void aVideoThatWasGivenUpIsTriedAgainOnceItHasChanged() throws Exception {
    try (VideoQueue queue =
        queue(
            (file, inCamera) -> {
              attempts.incrementAndGet();
              throw new IOException("no end of " + file.path());
            })) {
      queue.add(found());
      assertThat(done(queue)).isEmpty();
      assertThat(attempts).hasValue(3);
      assertThat(problems)
          .singleElement()
          .asString()
          .contains("until it changes (it has 13 bytes)");

      queue.add(found());
      assertThat(done(queue)).isEmpty();
      assertThat(attempts).as("as it was").hasValue(3);

      Files.writeString(video, " and the end", StandardOpenOption.APPEND);
      queue.add(found());
      assertThat(done(queue)).isEmpty();
      assertThat(attempts).as("grown").hasValue(6);
    }
  }

  @Test
  void aVideoWhoseDiskWasAwayIsTriedAgainAsItIs() throws Exception {
    Path away = temporary.resolve("away");
    try (VideoQueue queue =
        queue(
            (file, inCamera) -> {
              attempts.incrementAndGet();
              Files.move(video, away);
              throw new IOException("no such device");
            })) {
      SettledFile found = found();
      queue.add(found);
      assertThat(done(queue)).isEmpty();
      assertThat(problems).singleElement().asString().contains("clip.avi cannot be read");

      Files.move(away, video);
      queue.add(found);
      assertThat(done(queue)).isEmpty();
      assertThat(attempts).hasValueGreaterThan(3);
    }
  }

  @Test
  void aVideoThatGrowsMeanwhileIsTakenApartAnewAndWhole() throws Exception {
    assumeTrue(Videos.areThere(), "there is no ffmpeg on this machine");
    Videos.write(video, 1);
    try (VideoQueue queue =
        queue(
            (file, inCamera) -> {
              if (attempts.getAndIncrement() == 0) {
                // A camera that had only paused.
                Videos.write(video, 3);
              }
              return frames.extract(file, inCamera);
            })) {
      queue.add(found());
      assertThat(done(queue)).isEmpty();
      assertThat(attempts).hasValue(1);
      assertThat(problems).singleElement().asString().contains("clip.avi changed", "--settle");
      assertThat(temporary.resolve("frames/porch/2026/clip.avi")).doesNotExist();

      queue.add(found());
      assertThat(done(queue))
          .singleElement()
          .satisfies(done -> assertThat(done.pictures()).hasSize(6));
    }
  }

  /** A kill after the extraction and before the journal; then the camera writes on. */
  @Test
  void picturesOfWhatTheVideoWasBeforeAreNotTakenForItsOwn() throws Exception {
    assumeTrue(Videos.areThere(), "there is no ffmpeg on this machine");
    Videos.write(video, 1);
    Path inCamera = root.resolve("porch").relativize(video);
    List<Path> before = frames.extract(found(), inCamera).pictures();
    FileTime extracted = Files.getLastModifiedTime(before.get(0));
    assertThat(frames.extract(found(), inCamera).pictures()).isEqualTo(before).hasSize(2);
    assertThat(Files.getLastModifiedTime(before.get(0))).as("not again").isEqualTo(extracted);

    Videos.write(video, 2);

    assertThat(frames.extract(found(), inCamera).pictures()).hasSize(4);
  }

  @Test
  void picturesKeepTheirTimesWhereEarlierOnesWereRemoved() throws Exception {
    assumeTrue(Videos.areThere(), "there is no ffmpeg on this machine");
    Videos.write(video, 2);
    try (VideoQueue queue = queue(frames::extract)) {
      for (boolean timeInName : new boolean[] {true, false}) {
        SettledFile found = found(video, timeInName);
        queue.add(found);
        Extracted whole = done(queue).get(0);
        Files.delete(whole.pictures().get(0));

        queue.add(found);
        Extracted rest = done(queue).get(0);

        int all = whole.pictures().size();
        assertThat(rest.pictures()).isEqualTo(whole.pictures().subList(1, all));
        assertThat(rest.times()).isEqualTo(whole.times().subList(1, all));
      }
    }
  }

  private VideoQueue queue(Extraction extraction) {
    return new VideoQueue(root, frames, extraction, (subject, message) -> problems.add(message));
  }

  private static List<Extracted> done(VideoQueue queue) {
    List<Extracted> done = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              Extracted next = queue.poll();
              if (next != null) {
                done.add(next);
              }
              return queue.size() == 0;
            });
    return done;
  }

  private SettledFile found() throws IOException {
    return found(video);
  }

  private static SettledFile found(Path file) throws IOException {
    return found(file, true);
  }

  private static SettledFile found(Path file, boolean timeInName) throws IOException {
    return new SettledFile(
        "porch",
        file,
        file.toUri().toString(),
        FileKind.VIDEO,
        Instant.parse("2026-11-20T08:00:00Z"),
        timeInName,
        Look.at(file));
  }
}
