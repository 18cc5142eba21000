package io.hearthwatch.detect.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression, class by class: a box goes when a better one of its class that
 * stays overlaps it by more than the threshold. Of equally good boxes the one added first stays.
 */
final class NonMaximumSuppression {

  /** A box with its class and score; any unit of length. */
  record Candidate(int classId, float score, float left, float top, float right, float bottom) {

    private double area() {
      return (double) (right - left) * (bottom - top);
    }

    /** Intersection over union; 0 where neither has an area. */
    double overlap(Candidate other) {
      double width = Math.min(right, other.right) - (double) Math.max(left, other.left);
      double height = Math.min(bottom, other.bottom) - (double) Math.max(top, other.top);
      if (width <= 0 || height <= 0) {
        return 0;
      }
      double intersection = width * height;
      return intersection / (area() + other.area() - intersection);
    }
  }

  private final double threshold;
  private final List<Candidate> candidates = new ArrayList<>();

  /** Boxes are dropped above this intersection over union. */
  NonMaximumSuppression(double threshold) {
    this.threshold = threshold;
  }

  void add(int classId, float score, float left, float top, float right, float bottom) {
    candidates.add(new Candidate(classId, score, left, top, right, bottom));
  }

  /** Hands the boxes that stay over as detections. */
  void keepIn(DetectionBuilder builder) throws ModelOutputException {
    for (Candidate kept : keep()) {
      builder.add(
          kept.classId(),
          DetectionBuilder.quantise(kept.score()),
          kept.left(),
          kept.top(),
          kept.right(),
          kept.bottom());
    }
  }

  /** The boxes that stay, best first. */
  List<Candidate> keep() {
    // The sort is stable, so equal scores stay in the order they were added.
    candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates) {
      boolean hidden = false;
      for (Candidate better : kept) {
        if (better.classId() == candidate.classId() && better.overlap(candidate) > threshold) {
          hidden = true;
          break;
        }
      }
      if (!hidden) {
        kept.add(candidate);
      }
    }
    return kept;
  }
}
