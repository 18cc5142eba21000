package io.hearthwatch.retain;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What may stay. Every age is counted back from {@code now}; null means no limit of that kind.
 *
 * @param now the present
 * @param rowsOlderThan windows that ended longer ago lose their frames and detections
 * @param rowsMaxBytes the newest frames and detections stay that have at most so many bytes in all,
 *     counted without indexes
 * @param eventsOlderThan windows that ended longer ago also lose their batch and event; null keeps
 *     every event with its batch
 * @param allowedLateness how long after its end, by its camera's clock, a job may still revise a
 *     window; such a window stays whatever its age
 * @param settledFor how long ago a row must have been written before it goes or its picture does:
 *     longer than any restore of a job may go back, as the job reads again from there and needs the
 *     pictures
 * @param frames directory whose pictures are removed too; null for none
 * @param framesOlderThan pictures that were taken longer ago go
 * @param framesMaxBytes the oldest pictures go until the directory's have at most so many bytes
 */
public record RetentionRules(
    Instant now,
    Duration rowsOlderThan,
    Long rowsMaxBytes,
    Duration eventsOlderThan,
    Duration allowedLateness,
    Duration settledFor,
    Path frames,
    Duration framesOlderThan,
    Long framesMaxBytes) {

  /**
   * @throws IllegalArgumentException when the rules contradict each other, or there are none; says
   *     which
   */
  public RetentionRules {
    boolean ofFrames = framesOlderThan != null || framesMaxBytes != null;
    boolean ofRows = rowsOlderThan != null || rowsMaxBytes != null || eventsOlderThan != null;
    if (!ofFrames && !ofRows) {
      throw new IllegalArgumentException(
          "nothing to remove: give --rows-older-than, --rows-max-bytes, --events-older-than, --frames-older-than or --frames-max-bytes");
    }
    if (ofFrames != (frames != null)) {
      throw new IllegalArgumentException(
          ofFrames
              ? "--frames-older-than and --frames-max-bytes need --frames DIR"
              : "--frames needs --frames-older-than or --frames-max-bytes");
    }
    requirePositive("--rows-older-than", rowsOlderThan);
    requirePositive("--events-older-than", eventsOlderThan);
    requirePositive("--frames-older-than", framesOlderThan);
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException("--allowed-lateness must not be negative");
    }
    if (settledFor.isNegative()) {
      throw new IllegalArgumentException("--settled-for must not be negative");
    }
    if (rowsOlderThan != null
        && eventsOlderThan != null
        && eventsOlderThan.compareTo(rowsOlderThan) < 0) {
      throw new IllegalArgumentException(
          "--events-older-than must not be shorter than --rows-older-than: events are kept longer than what they were computed from");
    }
  }

  private static void requirePositive(String option, Duration duration) {
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      throw new IllegalArgumentException(option + " must be above 0");
    }
  }

  /** The moment before which, by age alone, something goes; null for none. */
  Instant before(Duration age) {
    return age == null ? null : now.minus(age);
  }
}
