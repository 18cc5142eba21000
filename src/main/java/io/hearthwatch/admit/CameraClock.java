package io.hearthwatch.admit;

/**
 * How far one camera has come: what stays of it for ever.
 *
 * @param latestCapturedMicros largest admitted capture time, epoch microseconds
 * @param nextSequence number that the next admitted frame gets; 0 before the first
 * @param partition Kafka partition of its last admitted frame
 * @param watched whether a timer is pending that looks whether the camera can be put to rest; false
 *     in state from before there was one
 * @param resting whether the later stages were told to forget it
 */
public record CameraClock(
    long latestCapturedMicros, long nextSequence, int partition, boolean watched, boolean resting) {

  /** The clock of a camera that was just heard, before anything is known of timers. */
  public CameraClock(long latestCapturedMicros, long nextSequence) {
    this(latestCapturedMicros, nextSequence, 0, false, false);
  }

  /** The same, heard in a partition and watched or not. */
  CameraClock heard(int inPartition, boolean byTimer) {
    return new CameraClock(latestCapturedMicros, nextSequence, inPartition, byTimer, false);
  }

  /** The same of a camera that was put to rest. */
  CameraClock atRest() {
    return new CameraClock(latestCapturedMicros, nextSequence, partition, false, true);
  }
}
