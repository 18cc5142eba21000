package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.Letterbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers one frame's boxes: back to the frame, with names, in canonical order. */
final class DetectionBuilder {
  /** Falling confidence, then class, then box: the same boxes always come in the same order. */
  static final Comparator<Detection> CANONICAL =
      Comparator.comparingInt(Detection::confidenceE4)
          .reversed()
          .thenComparingInt(Detection::classId)
          .thenComparingDouble(Detection::left)
          .thenComparingDouble(Detection::top)
          .thenComparingDouble(Detection::right)
          .thenComparingDouble(Detection::bottom);

  private static final int CERTAIN = 10_000;

  /** Quantised models may exceed certainty by a step; anything beyond is no confidence. */
  private static final int TOLERATED = 10_500;

  private final Letterbox letterbox;
  private final ModelClasses classes;
  private final List<Detection> detections = new ArrayList<>();
  private final float[] box = new float[4];

  DetectionBuilder(Letterbox letterbox, ModelClasses classes) {
    this.letterbox = letterbox;
    this.classes = classes;
  }

  /**
   * A confidence in ten-thousandths, halves rounded up. Done before any comparison, so that what is
   * stored and what was compared are the same number.
   *
   * @throws ModelOutputException when it is clearly above 1
   */
  static int quantise(double confidence) throws ModelOutputException {
    double tenThousandths = Math.floor(confidence * CERTAIN + 0.5);
    if (tenThousandths > TOLERATED) {
      throw new ModelOutputException(
          "the model gives a confidence of " + (float) confidence + ", which is more than 1");
    }
    return (int) Math.min(CERTAIN, tenThousandths);
  }

  /**
   * Adds a box in input pixels, unless its class is not detected or nothing of it lies in the
   * frame.
   */
  void add(int classId, int confidenceE4, float left, float top, float right, float bottom)
      throws ModelOutputException {
    if (classId < 0 || classId >= classes.count()) {
      throw new ModelOutputException(
          "the model gives class %d, but has names for classes 0 to %d"
              .formatted(classId, classes.count() - 1));
    }
    if (!classes.detects(classId)) {
      return;
    }
    box[0] = left;
    box[1] = top;
    box[2] = right;
    box[3] = bottom;
    if (letterbox.toFrame(box)) {
      detections.add(
          new Detection(
              classId, classes.names().get(classId), confidenceE4, box[0], box[1], box[2], box[3]));
    }
  }

  /** What was added, in canonical order. */
  List<Detection> build() {
    detections.sort(CANONICAL);
    return List.copyOf(detections);
  }
}
