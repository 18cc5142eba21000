package io.hearthwatch.evaluate;

import java.util.Set;

/**
 * How detections are judged.
 *
 * @param thresholdE4 confidence from which the job counts a detection, ten-thousandths
 * @param floorE4 confidence from which the detector gives boxes, ten-thousandths: the lower, the
 *     more of the curve is seen
 * @param maxDetections boxes of a frame that count, of all classes together, best first
 * @param interpolation how the area under the curve is taken
 * @param classes names of the classes that are judged; empty for all
 */
public record EvaluationSettings(
    int thresholdE4,
    int floorE4,
    int maxDetections,
    Interpolation interpolation,
    Set<String> classes) {

  /** Settings that can work; keeps its own set. */
  public EvaluationSettings {
    classes = Set.copyOf(classes);
    if (floorE4 < 1 || thresholdE4 < floorE4 || thresholdE4 > 10_000 || maxDetections < 1) {
      throw new IllegalArgumentException(
          "from %d to %d ten-thousandths with at most %d boxes a frame: nothing to judge"
              .formatted(floorE4, thresholdE4, maxDetections));
    }
  }

  /** Whether a class is judged. */
  boolean judges(String label) {
    return classes.isEmpty() || classes.contains(label);
  }
}
