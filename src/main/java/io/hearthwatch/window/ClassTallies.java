package io.hearthwatch.window;

import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.Detection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts per class. Sums, minima and maxima of integers only, so frames may be added in any order.
 */
final class ClassTallies {
  private ClassTallies() {}

  /** The tallies of one frame's counted detections, by class name. */
  static Map<String, ClassTally> ofFrame(List<Detection> counted, long capturedMicros) {
    Map<String, ClassTally> tallies = new TreeMap<>();
    for (Detection detection : counted) {
      int confidence = detection.confidenceE4();
      ClassTally one =
          new ClassTally(1, 1, 1, confidence, confidence, capturedMicros, capturedMicros);
      tallies.merge(detection.label(), one, ClassTallies::besideInFrame);
    }
    return tallies;
  }

  /** The tallies over both sets of frames, in order of the class names, unmodifiable. */
  static Map<String, ClassTally> sum(Map<String, ClassTally> some, Map<String, ClassTally> more) {
    if (more.isEmpty()) {
      return some;
    }
    Map<String, ClassTally> sum = new TreeMap<>(some);
    more.forEach((label, tally) -> sum.merge(label, tally, ClassTallies::acrossFrames));
    return Collections.unmodifiableMap(sum);
  }

  private static ClassTally besideInFrame(ClassTally a, ClassTally b) {
    return new ClassTally(
        a.detections() + b.detections(),
        1,
        a.maxInFrame() + b.maxInFrame(),
        Math.max(a.maxConfidenceE4(), b.maxConfidenceE4()),
        a.confidenceSumE4() + b.confidenceSumE4(),
        a.firstSeenMicros(),
        a.lastSeenMicros());
  }

  private static ClassTally acrossFrames(ClassTally a, ClassTally b) {
    return new ClassTally(
        a.detections() + b.detections(),
        a.frames() + b.frames(),
        Math.max(a.maxInFrame(), b.maxInFrame()),
        Math.max(a.maxConfidenceE4(), b.maxConfidenceE4()),
        a.confidenceSumE4() + b.confidenceSumE4(),
        Math.min(a.firstSeenMicros(), b.firstSeenMicros()),
        Math.max(a.lastSeenMicros(), b.lastSeenMicros()));
  }
}
