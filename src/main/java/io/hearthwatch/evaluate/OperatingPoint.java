package io.hearthwatch.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a detector does when detections count from one confidence on.
 *
 * @param confidenceE4 that confidence, ten-thousandths
 * @param correct detections that found an object
 * @param detections all detections
 * @param objects labelled objects
 */
public record OperatingPoint(int confidenceE4, int correct, int detections, int objects) {
  private static final int CERTAIN = 10_000;

  /** Share of the detections that are correct, 0 to 1; NaN when there are none. */
  public double precision() {
    return (double) correct / detections;
  }

  /** Share of the objects that were found, 0 to 1; NaN when there are none. */
  public double recall() {
    return (double) correct / objects;
  }

  /** Harmonic mean of precision and recall, 0 to 1; NaN when there is nothing of either. */
  public double f1() {
    return 2.0 * correct / (detections + objects);
  }

  /** One point for each confidence that occurs, highest confidence first. */
  static List<OperatingPoint> curve(List<Ranked> ranked, int objects) {
    List<Ranked> falling = new ArrayList<>(ranked);
    falling.sort(Comparator.comparingInt(Ranked::confidenceE4).reversed());
    List<OperatingPoint> curve = new ArrayList<>();
    int correct = 0;
    for (int i = 0; i < falling.size(); i++) {
      Ranked detection = falling.get(i);
      correct += detection.correct() ? 1 : 0;
      boolean last =
          i + 1 == falling.size() || falling.get(i + 1).confidenceE4() != detection.confidenceE4();
      if (last) {
        curve.add(new OperatingPoint(detection.confidenceE4(), correct, i + 1, objects));
      }
    }
    return curve;
  }

  /** The point at a given confidence. */
  static OperatingPoint at(int confidenceE4, List<Ranked> ranked, int objects) {
    int detections = 0;
    int correct = 0;
    for (Ranked detection : ranked) {
      if (detection.confidenceE4() >= confidenceE4) {
        detections++;
        correct += detection.correct() ? 1 : 0;
      }
    }
    return new OperatingPoint(confidenceE4, correct, detections, objects);
  }

  /**
   * The point of the largest F1, at the highest confidence that has it. Where nothing correct was
   * found it is certainty, where no detection counts.
   */
  static OperatingPoint best(List<Ranked> ranked, int objects) {
    OperatingPoint best = new OperatingPoint(CERTAIN, 0, 0, objects);
    for (OperatingPoint point : curve(ranked, objects)) {
      if (point.correct() > 0 && (best.correct() == 0 || point.f1() > best.f1())) {
        best = point;
      }
    }
    return best;
  }
}
