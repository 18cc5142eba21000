package io.hearthwatch.overload;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * When frames are shed, and whose. Where there are none, frames wait, and none is shed.
 *
 * @param framesPerSecond how many frames the whole job searches per second, above 0
 * @param partitions how many partitions the topic has, each of which gets an equal share; from 1
 * @param shedAfter the longest wait that is bearable; above 0
 * @param lowPriority ids and patterns of the cameras whose frames are shed first
 * @param highPriority ids and patterns of those whose frames never are
 */
public record OverloadSettings(
    double framesPerSecond,
    int partitions,
    Duration shedAfter,
    List<String> lowPriority,
    List<String> highPriority)
    implements Serializable {

  private static final double NANOS_PER_SECOND = 1e9;

  /** What one frame takes of its partition's share, in nanoseconds. */
  long intervalNanos() {
    return Math.max(1, Math.round(NANOS_PER_SECOND * partitions / framesPerSecond));
  }
}
