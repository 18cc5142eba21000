package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;

/**
 * A model that chooses its boxes itself and gives them in three outputs: class numbers [1, boxes],
 * left, top, right, bottom [1, boxes, 4] and confidences [1, boxes]. RT-DETR and D-FINE with their
 * post-processing. The boxes are in pixels of whatever size the second input says: it is given the
 * input's own, so they come in input pixels like everybody's.
 *
 * @param input the tensor it reads
 * @param classes its classes
 */
record ScoredBoxesLayout(InputFormat input, ModelClasses classes) implements ModelLayout {

  @Override
  public String description() {
    return "DETR: labels [1,boxes], boxes [1,boxes,4] of x1,y1,x2,y2, scores [1,boxes]";
  }

  @Override
  public List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    float[] labels = outputs[0];
    float[] boxes = outputs[1];
    float[] scores = outputs[2];
    if (labels.length != scores.length || boxes.length != 4 * scores.length) {
      throw new ModelOutputException(
          "the model gives %d labels, %d box edges and %d scores"
              .formatted(labels.length, boxes.length, scores.length));
    }
    DetectionBuilder builder = new DetectionBuilder(letterbox, classes);
    for (int row = 0; row < scores.length; row++) {
      int confidenceE4 = DetectionBuilder.quantise(scores[row]);
      if (confidenceE4 >= lowThresholdE4) {
        int box = 4 * row;
        builder.add(
            Math.round(labels[row]),
            confidenceE4,
            boxes[box],
            boxes[box + 1],
            boxes[box + 2],
            boxes[box + 3]);
      }
    }
    return builder.build();
  }
}
