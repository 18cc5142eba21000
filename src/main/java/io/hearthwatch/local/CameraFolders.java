package io.hearthwatch.local;

import io.hearthwatch.watch.CameraFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes cameras and frames out of a directory of pictures.
 *
 * <p>Every folder in it is a camera; a directory that holds pictures itself is one camera. See
 * {@link CameraFolder} for what counts as a picture and {@link CaptureTimes} for when it was taken.
 *
 * <h2>Story time</h2>
 *
 * <p>The job refuses frames from after the moment at which the broker receives them, and those from
 * long before. All frames of all cameras are therefore moved by one and the same amount, so what
 * happened at the same time stays so:
 *
 * <ul>
 *   <li>with a given start, the story begins then;
 *   <li>without one, a story made of frame numbers ({@code fps}) ends now;
 *   <li>without one, recorded times (file names, modification times) are kept as they are if the
 *       job takes all of them, and otherwise moved so that the story ends now, which a note says.
 * </ul>
 */
public final class CameraFolders {
  /** The highest rate that pictures can be said to have been taken at. */
  public static final double MOST_FPS = 1_000;

  private CameraFolders() {}

  /**
   * How pictures become frames.
   *
   * @param fps frames per second of every camera; null if the times are recorded
   * @param zone in which times without a zone in file names are meant
   * @param start when the story begins; null for the default
   * @param now the present
   * @param maxAge how old a frame may be for the job to take it (its {@code admit.max-age})
   */
  public record Options(Double fps, ZoneId zone, Instant start, Instant now, Duration maxAge) {
    public Options {
      if (fps != null && !(fps > 0 && fps <= MOST_FPS)) {
        throw new IllegalArgumentException(
            "fps " + fps + " is not above 0 and at most 1000 frames per second");
      }
    }
  }

  /**
   * What a directory holds.
   *
   * @param root the directory, absolute, without symbolic links: every picture lies under it
   * @param frames in the order of their capture times
   * @param notes what was left out, renamed or moved, and why; one sentence each
   */
  public record Story(Path root, List<CameraFrame> frames, List<String> notes) {}

  /**
   * Reads the directory.
   *
   * @throws UnusableFoldersException if it cannot be told what the cameras, their frames or the
   *     times are; names everything that is wrong at once
   * @throws IOException if the directory cannot be read
   */
  public static Story read(Path directory, Options options) throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<CameraFolder> cameras = CameraFolder.findAll(directory, problems, notes);
    CaptureTimes times = new CaptureTimes(options.fps(), options.zone());
    List<CameraFrame> frames = new ArrayList<>();
    for (CameraFolder camera : cameras) {
      frames.addAll(times.assign(camera, problems));
    }
    notes.addAll(times.notes());
    if (!problems.isEmpty()) {
      throw new UnusableFoldersException(directory, problems);
    }
    frames.sort(CameraFrame.BY_TIME);
    Duration shift = shift(frames, options);
    if (options.fps() == null && !shift.isZero()) {
      notes.add(
          "recorded times %s to %s were moved by %s, to end at %s"
              .formatted(
                  frames.get(0).capturedAt(),
                  frames.get(frames.size() - 1).capturedAt(),
                  shift,
                  frames.get(frames.size() - 1).capturedAt().plus(shift)));
    }
    frames.replaceAll(frame -> frame.movedBy(shift));
    notes.addAll(refusals(frames, options));
    return new Story(directory.toRealPath(), List.copyOf(frames), List.copyOf(notes));
  }

  private static Duration shift(List<CameraFrame> frames, Options options) {
    Instant first = frames.get(0).capturedAt();
    Instant last = frames.get(frames.size() - 1).capturedAt();
    if (options.start() != null) {
      // Frame numbers count from the start itself: the first frame need not be number 0.
      return Duration.between(options.fps() == null ? first : Instant.EPOCH, options.start());
    }
    boolean accepted =
        !last.isAfter(options.now()) && !first.isBefore(options.now().minus(options.maxAge()));
    return options.fps() == null && accepted
        ? Duration.ZERO
        : Duration.between(last, options.now());
  }

  private static List<String> refusals(List<CameraFrame> frames, Options options) {
    List<String> notes = new ArrayList<>();
    Instant oldest = options.now().minus(options.maxAge());
    long old = frames.stream().filter(frame -> frame.capturedAt().isBefore(oldest)).count();
    if (old > 0) {
      notes.add(
          "%d of %d frames are older than %s: the job rejects them as clock_behind"
              .formatted(old, frames.size(), options.maxAge()));
    }
    long ahead = frames.stream().filter(frame -> frame.capturedAt().isAfter(options.now())).count();
    if (ahead > 0) {
      notes.add(
          "%d of %d frames lie in the future: published now, the job rejects them as clock_ahead"
              .formatted(ahead, frames.size()));
    }
    return notes;
  }
}
