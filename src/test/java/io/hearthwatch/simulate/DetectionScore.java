package io.hearthwatch.simulate;

import io.hearthwatch.domain.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Precision and recall of one class at IoU 0.5. Truth that is mostly hidden or tiny is neither
 * asked for nor held against a detector that finds it.
 */
final class DetectionScore {
  private static final float MIN_VISIBLE = 0.5f;
  private static final float MIN_WIDTH = 10;
  private static final float MIN_HEIGHT = 24;

  private int asked;
  private int found;
  private int right;
  private int wrong;
  private double iouSum;
  private double confidenceSum;
  private float lowest = 1;
  private float highest;

  /** Counts one picture; returns what was missed or wrong, for the log. */
  List<String> add(List<TruthBox> truth, List<Detection> detections) {
    List<String> mistakes = new ArrayList<>();
    List<TruthBox> open = new ArrayList<>(truth);
    for (Detection detection : detections) {
      TruthBox best = null;
      for (TruthBox candidate : open) {
        if (best == null || iou(candidate, detection) > iou(best, detection)) {
          best = candidate;
        }
      }
      double overlap = best == null ? 0 : iou(best, detection);
      if (best != null && asksFor(best) && overlap >= 0.5) {
        open.remove(best);
        found++;
        right++;
        iouSum += overlap;
        confidenceSum += detection.confidenceE4() / 10_000f;
        lowest = Math.min(lowest, detection.confidenceE4() / 10_000f);
        highest = Math.max(highest, detection.confidenceE4() / 10_000f);
      } else if (best != null && !asksFor(best) && overlap > 0) {
        open.remove(best);
      } else {
        wrong++;
        mistakes.add("wrong " + detection + ", nearest " + best + " at " + overlap);
      }
    }
    asked += (int) truth.stream().filter(DetectionScore::asksFor).count();
    open.stream().filter(DetectionScore::asksFor).forEach(t -> mistakes.add("missed " + t));
    return mistakes;
  }

  int asked() {
    return asked;
  }

  double precision() {
    return right + wrong == 0 ? Double.NaN : (double) right / (right + wrong);
  }

  double recall() {
    return asked == 0 ? Double.NaN : (double) found / asked;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "truth %d, precision %.4f, recall %.4f, mean IoU %.3f, confidence %.3f (%.3f to %.3f)",
        asked,
        precision(),
        recall(),
        iouSum / right,
        confidenceSum / right,
        lowest,
        highest);
  }

  private static boolean asksFor(TruthBox box) {
    return box.visibleFraction() >= MIN_VISIBLE
        && box.right() - box.left() >= MIN_WIDTH
        && box.bottom() - box.top() >= MIN_HEIGHT;
  }

  private static double iou(TruthBox a, Detection b) {
    double width = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double areaA = (a.right() - a.left()) * (a.bottom() - a.top());
    double areaB = (b.right() - b.left()) * (b.bottom() - b.top());
    return width * height / (areaA + areaB - width * height);
  }
}
