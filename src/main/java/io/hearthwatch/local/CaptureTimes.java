package io.hearthwatch.local;

import io.hearthwatch.watch.CameraFrame;
import io.hearthwatch.watch.FileNameTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When each picture of a camera was taken.
 *
 * <p>With a frame rate: if all names are plain numbers, the number is the frame's ordinal, else its
 * place in natural order is, from 0; the time is the ordinal over the rate, counted from the epoch
 * until the story is moved into place. Without one: the time in the file name; if no name of the
 * camera holds one, the time at which the file was last modified.
 */
final class CaptureTimes {
  /** As many digits as a frame number can have; longer ones are times or catalogue numbers. */
  private static final int ORDINAL_DIGITS = 9;

  private final Double fps;
  private final ZoneId zone;
  private final List<Modified> modified = new ArrayList<>();

  /** A camera whose times are those of its files. */
  private record Modified(String cameraId, double seconds) {}

  /**
   * @param fps frames per second; null to use recorded times
   * @param zone of times in file names that name none
   */
  CaptureTimes(Double fps, ZoneId zone) {
    this.fps = fps;
    this.zone = zone;
  }

  /** The camera's frames; adds what is wrong to the list. */
  List<CameraFrame> assign(CameraFolder camera, List<String> problems) throws IOException {
    return fps == null ? recorded(camera, problems) : counted(camera);
  }

  /** What to know about the times of all cameras so far. */
  List<String> notes() {
    if (modified.isEmpty()) {
      return List.of();
    }
    modified.sort(Comparator.comparingDouble(Modified::seconds));
    Modified shortest = modified.get(0);
    Modified longest = modified.get(modified.size() - 1);
    String which =
        modified.size() == 1
            ? "camera %s has no times in its file names".formatted(shortest.cameraId())
            : modified.size() + " cameras have no times in their file names";
    String span =
        modified.size() == 1
            ? String.format(Locale.ROOT, "%.1f s", shortest.seconds())
            : String.format(
                Locale.ROOT,
                "%.1f s (%s) to %.1f s (%s)",
                shortest.seconds(),
                shortest.cameraId(),
                longest.seconds(),
                longest.cameraId());
    return List.of(
        which
            + ", so the files' modification times are used; they span "
            + span
            + ": if that is not when the pictures were taken, say how many a second by --fps");
  }

  private List<CameraFrame> counted(CameraFolder camera) {
    boolean ordinals =
        camera.pictures().stream()
            .allMatch(picture -> stem(picture).matches("0*[0-9]{1," + ORDINAL_DIGITS + "}"));
    List<CameraFrame> frames = new ArrayList<>();
    for (Path picture : camera.pictures()) {
      long ordinal = ordinals ? Long.parseLong(stem(picture)) : frames.size();
      long micros = Math.round(ordinal * 1e6 / fps);
      frames.add(
          new CameraFrame(camera.id(), picture, Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }
    return frames;
  }

  private List<CameraFrame> recorded(CameraFolder camera, List<String> problems)
      throws IOException {
    List<CameraFrame> named = new ArrayList<>();
    List<Path> unnamed = new ArrayList<>();
    for (Path picture : camera.pictures()) {
      Optional<Instant> time = FileNameTime.in(stem(picture), zone);
      if (time.isPresent()) {
        named.add(frame(camera, picture, time.get()));
      } else {
        unnamed.add(picture);
      }
    }
    if (unnamed.isEmpty()) {
      return named;
    }
    if (!named.isEmpty()) {
      problems.add(
          "camera %s: %d file names hold a time (%s), %d do not (%s): rename or remove the latter, or say by --fps how many a second there are"
              .formatted(
                  camera.id(),
                  named.size(),
                  named.get(0).picture().getFileName(),
                  unnamed.size(),
                  unnamed.get(0).getFileName()));
      return List.of();
    }
    return modified(camera, problems);
  }

  private List<CameraFrame> modified(CameraFolder camera, List<String> problems)
      throws IOException {
    List<CameraFrame> frames = new ArrayList<>();
    for (Path picture : camera.pictures()) {
      frames.add(frame(camera, picture, Files.getLastModifiedTime(picture).toInstant()));
    }
    if (frames.size() > 1 && frames.stream().map(CameraFrame::capturedAt).distinct().count() == 1) {
      problems.add(
          "camera %s: no times in the file names, and all %d files were modified at the same moment: say by --fps how many a second there are"
              .formatted(camera.id(), frames.size()));
      return List.of();
    }
    frames.sort(CameraFrame.BY_TIME);
    modified.add(new Modified(camera.id(), seconds(frames)));
    return frames;
  }

  private static double seconds(List<CameraFrame> sorted) {
    Instant first = sorted.get(0).capturedAt();
    return Duration.between(first, sorted.get(sorted.size() - 1).capturedAt()).toMillis() / 1e3;
  }

  private static CameraFrame frame(CameraFolder camera, Path picture, Instant time) {
    return new CameraFrame(camera.id(), picture, time.truncatedTo(ChronoUnit.MICROS));
  }

  private static String stem(Path picture) {
    String name = picture.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
