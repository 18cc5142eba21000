package io.hearthwatch.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The area under one class's precision-recall curve (Everingham et al., "The Pascal Visual Object
 * Classes Challenge", section 4.2; Lin et al., "Microsoft COCO").
 *
 * <p>The curve has one point for each confidence that occurs: detections of the same confidence
 * enter together, because no threshold can tell them apart. So the result does not depend on the
 * order in which they come; evaluations that rank them one by one differ in the third decimal where
 * confidences are coarse.
 */
final class AveragePrecision {
  private static final int RECALL_STEPS = 100;

  private AveragePrecision() {}

  /**
   * The average precision, 0 to 1.
   *
   * @param ranked all detections of the class, in any order
   * @param objects labelled objects of the class
   * @return NaN when there are no objects: there is nothing to recall
   */
  static double of(List<Ranked> ranked, int objects, Interpolation interpolation) {
    if (objects == 0) {
      return Double.NaN;
    }
    List<OperatingPoint> curve = OperatingPoint.curve(ranked, objects);
    double[] best = new double[curve.size()];
    double highest = 0;
    for (int i = curve.size() - 1; i >= 0; i--) {
      highest = Math.max(highest, curve.get(i).precision());
      best[i] = highest;
    }
    return switch (interpolation) {
      case COCO_101 -> sampled(curve, best, objects);
      case ALL_POINTS -> area(curve, best, objects);
    };
  }

  private static double sampled(List<OperatingPoint> curve, double[] best, int objects) {
    List<Double> precisions = new ArrayList<>();
    int point = 0;
    for (int step = 0; step <= RECALL_STEPS; step++) {
      // In whole numbers: 0.07 × 100 is not 7 in floating point.
      while (point < best.length
          && (long) curve.get(point).correct() * RECALL_STEPS < (long) step * objects) {
        point++;
      }
      precisions.add(point < best.length ? best[point] : 0.0);
    }
    return precisions.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double area(List<OperatingPoint> curve, double[] best, int objects) {
    double sum = 0;
    int before = 0;
    for (int i = 0; i < best.length; i++) {
      sum += best[i] * (curve.get(i).correct() - before);
      before = curve.get(i).correct();
    }
    return sum / objects;
  }
}
