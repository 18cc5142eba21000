package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;

/**
 * A model of the DETR family without post-processing: for each query a box [1, queries, 4] (centre,
 * width and height as shares of the input) and logits [1, queries, classes]; the best class counts.
 * See Carion et al., "End-to-End Object Detection with Transformers".
 *
 * @param input the tensor it reads
 * @param classes its classes
 * @param noObject whether logits are one more than classes, the last for "no object", and become
 *     confidences by softmax; otherwise each by the logistic function
 */
record QueryLogitsLayout(InputFormat input, ModelClasses classes, boolean noObject)
    implements ModelLayout {

  @Override
  public String description() {
    return "DETR: boxes [1,queries,4] of cx,cy,w,h from 0 to 1, logits [1,queries,"
        + (noObject ? "classes+1] (softmax, the last is no object)" : "classes] (sigmoid)");
  }

  @Override
  public List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    float[] boxes = outputs[0];
    float[] logits = outputs[1];
    int columns = classes.count() + (noObject ? 1 : 0);
    int queries = boxes.length / 4;
    if (boxes.length % 4 != 0 || logits.length != queries * columns) {
      throw new ModelOutputException(
          "the model gives %d box values and %d logits of %d classes"
              .formatted(boxes.length, logits.length, columns));
    }
    DetectionBuilder builder = new DetectionBuilder(letterbox, classes);
    for (int query = 0; query < queries; query++) {
      int row = query * columns;
      int best = 0;
      for (int c = 1; c < classes.count(); c++) {
        if (logits[row + c] > logits[row + best]) {
          best = c;
        }
      }
      int confidenceE4 = DetectionBuilder.quantise(confidence(logits, row, columns, best));
      if (confidenceE4 >= lowThresholdE4) {
        add(builder, best, confidenceE4, boxes, 4 * query);
      }
    }
    return builder.build();
  }

  /** By StrictMath: the same on every machine. */
  private double confidence(float[] logits, int row, int columns, int best) {
    double logit = logits[row + best];
    if (!noObject) {
      return 1 / (1 + StrictMath.exp(-logit));
    }
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += StrictMath.exp(logits[row + c] - logit);
    }
    return 1 / sum;
  }

  private void add(DetectionBuilder builder, int classId, int confidenceE4, float[] boxes, int at)
      throws ModelOutputException {
    float halfWidth = boxes[at + 2] / 2;
    float halfHeight = boxes[at + 3] / 2;
    builder.add(
        classId,
        confidenceE4,
        (boxes[at] - halfWidth) * input.width(),
        (boxes[at + 1] - halfHeight) * input.height(),
        (boxes[at] + halfWidth) * input.width(),
        (boxes[at + 1] + halfHeight) * input.height());
  }
}
