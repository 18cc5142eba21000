package io.hearthwatch.watch;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a file was taken: the time in its name ({@link FileNameTime}); else the one that its folders
 * and name make together ({@code 2026/11/20/080001.jpg}); else its modification time.
 *
 * <p>Times without an offset are meant in the cameras' zone. An hour that the zone leaves out in
 * spring is read as the hour after it, as if the camera's clock had not been put forward yet. Of an
 * hour that occurs twice in autumn the first is meant, unless that would put the file before one
 * that the camera took earlier: then the second, unless the file was written before it. Files must
 * therefore come in the order in which they were written.
 */
final class CaptureClock {
  /** How far a camera's clock may be ahead of the one that stamps modification times. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private final ZoneId zone;
  private final Map<String, Instant> latest = new HashMap<>();

  /** A capture time, and whether the name told it. */
  record Reading(Instant time, boolean fromName) {}

  CaptureClock(ZoneId zone) {
    this.zone = zone;
  }

  /** Notes a picture that the camera is known to have taken. */
  void note(String cameraId, Instant time) {
    latest.merge(cameraId, time, (a, b) -> a.isAfter(b) ? a : b);
  }

  /**
   * Tells a file's capture time and notes it.
   *
   * @param inCamera the file's path below its camera's folder
   * @param modified its modification time
   */
  Reading read(String cameraId, Path inCamera, FileTime modified) {
    Optional<FileNameTime.Meaning> named = FileNameTime.meaning(stem(inCamera), zone);
    if (named.isEmpty() && inCamera.getNameCount() > 1) {
      named = FileNameTime.meaning(joined(inCamera), zone);
    }
    Instant time =
        named
            .map(meaning -> chosen(cameraId, meaning, modified.toInstant()))
            .orElseGet(modified::toInstant)
            .truncatedTo(ChronoUnit.MICROS);
    note(cameraId, time);
    return new Reading(time, named.isPresent());
  }

  private Instant chosen(String cameraId, FileNameTime.Meaning meaning, Instant written) {
    Instant before = latest.get(cameraId);
    boolean goesBack = before != null && meaning.earlier().isBefore(before);
    boolean writtenByThen = !meaning.later().isAfter(written.plus(CLOCK_DIFFERENCE));
    return goesBack && writtenByThen ? meaning.later() : meaning.earlier();
  }

  private static String joined(Path inCamera) {
    StringBuilder text = new StringBuilder();
    for (Path part : inCamera.getParent()) {
      text.append(part).append('_');
    }
    return text + stem(inCamera);
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
