package io.hearthwatch.torture.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How large a history is, and where and when it plays.
 *
 * @param framesRoot absolute path of the directory in which pictures will stand: it is part of
 *     every reference, and so of the history's bytes
 * @param cameras at least 1; with 8 or more each kind of camera is among them
 * @param partitions of the topic of frames
 * @param windows of ordinary life for each camera, at least 4
 * @param interval between two frames of a camera
 * @param base event time at which the history begins: in the past for any run, by less than ten
 *     years
 */
public record HistorySettings(
    Path framesRoot, int cameras, int partitions, int windows, Duration interval, Instant base) {
  /** Two hours before summer time begins where {@link JobRules} has the site. */
  private static final Instant NIGHT_OF_THE_CHANGE = Instant.parse("2026-03-28T23:00:00Z");

  /** Checks the ranges. */
  public HistorySettings {
    if (cameras < 1 || partitions < 1 || windows < 4 || interval.toMillis() < 100) {
      throw new IllegalArgumentException(
          "%d cameras, %d partitions, %d windows, a frame in %s"
              .formatted(cameras, partitions, windows, interval));
    }
    framesRoot = framesRoot.toAbsolutePath().normalize();
    if (!framesRoot.toString().matches("[A-Za-z0-9/._-]+")) {
      throw new IllegalArgumentException(
          "%s stands in every reference as it is: letters, digits, '.', '_' and '-' only"
              .formatted(framesRoot));
    }
  }

  /** About 5 500 records: 8 cameras in 4 partitions, 14 windows, a frame every two seconds. */
  public static HistorySettings under(Path framesRoot) {
    return new HistorySettings(framesRoot, 8, 4, 14, Duration.ofSeconds(2), NIGHT_OF_THE_CHANGE);
  }

  /** The same with another number of windows and another interval. */
  public HistorySettings with(int newWindows, Duration newInterval) {
    return new HistorySettings(framesRoot, cameras, partitions, newWindows, newInterval, base);
  }
}
