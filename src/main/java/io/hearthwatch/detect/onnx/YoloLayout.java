package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.Arrays;
import java.util.List;

/**
 * A model that gives all its candidates: centre, width and height in input pixels and a score for
 * each class, for every anchor; the best class counts. YOLOv8, YOLO11 and YOLO26 (without
 * objectness), YOLOv5 (with it).
 *
 * @param input the tensor it reads
 * @param classes its classes
 * @param anchorsLast whether the output is [1, values, anchors]; else [1, anchors, values]
 * @param objectness whether a fifth value stands before the class scores and multiplies them
 * @param nmsIou overlap above which the weaker of two boxes of a class is dropped
 */
record YoloLayout(
    InputFormat input, ModelClasses classes, boolean anchorsLast, boolean objectness, double nmsIou)
    implements ModelLayout {

  private int firstScore() {
    return objectness ? 5 : 4;
  }

  @Override
  public String description() {
    String values = firstScore() + "+classes";
    return (anchorsLast ? "YOLO: [1,%s,anchors]" : "YOLO: [1,anchors,%s]").formatted(values)
        + " of cx,cy,w,h"
        + (objectness ? ",objectness" : "")
        + ",scores";
  }

  @Override
  public List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    float[] output = outputs[0];
    int values = firstScore() + classes.count();
    if (output.length % values != 0) {
      throw new ModelOutputException(
          "the model's output has %d values, which is no multiple of %d"
              .formatted(output.length, values));
    }
    int anchors = output.length / values;
    // Where value v of anchor a lies: v * valueStep + a * anchorStep.
    int valueStep = anchorsLast ? anchors : 1;
    int anchorStep = anchorsLast ? 1 : values;
    int[] best = new int[anchors];
    float[] scores = new float[anchors];
    findBest(output, valueStep, anchorStep, best, scores);

    NonMaximumSuppression candidates = new NonMaximumSuppression(nmsIou);
    for (int anchor = 0; anchor < anchors; anchor++) {
      int at = anchor * anchorStep;
      float score = objectness ? output[at + 4 * valueStep] * scores[anchor] : scores[anchor];
      if (DetectionBuilder.quantise(score) >= lowThresholdE4) {
        float halfWidth = output[at + 2 * valueStep] / 2;
        float halfHeight = output[at + 3 * valueStep] / 2;
        float centreX = output[at];
        float centreY = output[at + valueStep];
        candidates.add(
            best[anchor],
            score,
            centreX - halfWidth,
            centreY - halfHeight,
            centreX + halfWidth,
            centreY + halfHeight);
      }
    }
    DetectionBuilder builder = new DetectionBuilder(letterbox, classes);
    candidates.keepIn(builder);
    return builder.build();
  }

  /** Class by class rather than anchor by anchor: the usual output lies so in memory. */
  private void findBest(float[] output, int valueStep, int anchorStep, int[] best, float[] scores) {
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < classes.count(); c++) {
      int at = (firstScore() + c) * valueStep;
      for (int anchor = 0; anchor < scores.length; anchor++, at += anchorStep) {
        if (output[at] > scores[anchor]) {
          scores[anchor] = output[at];
          best[anchor] = c;
        }
      }
    }
  }
}
