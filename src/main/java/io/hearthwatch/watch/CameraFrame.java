package io.hearthwatch.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * A picture that a camera took.
 *
 * @param cameraId matches {@code [A-Za-z0-9_-]{1,64}}
 * @param picture absolute path without symbolic links
 * @param capturedAt when the picture was taken, whole microseconds
 */
public record CameraFrame(String cameraId, Path picture, Instant capturedAt) {
  /** By capture time, then camera, then path: a total order. */
  public static final Comparator<CameraFrame> BY_TIME =
      Comparator.comparing(CameraFrame::capturedAt)
          .thenComparing(CameraFrame::cameraId)
          .thenComparing(CameraFrame::picture);

  /** The same picture, as if taken so much later; finer than microseconds is cut off. */
  public CameraFrame movedBy(Duration shift) {
    return new CameraFrame(
        cameraId, picture, capturedAt.plus(shift).truncatedTo(ChronoUnit.MICROS));
  }

  /** The picture's URI as frame references carry it: percent-encoded UTF-8. */
  public String uri() {
    return picture.toUri().toString();
  }
}
