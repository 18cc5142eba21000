package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;

/**
 * A model that chooses its boxes itself: output [1, boxes, 6] of rows left, top, right, bottom
 * (input pixels), confidence, class. Ultralytics' end-to-end exports.
 *
 * @param input the tensor it reads
 * @param classes its classes
 */
record EndToEndLayout(InputFormat input, ModelClasses classes) implements ModelLayout {
  /** Values of a row. */
  static final int COLUMNS = 6;

  @Override
  public String description() {
    return "end-to-end: [1,boxes,6] of x1,y1,x2,y2,confidence,class";
  }

  @Override
  public List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    float[] output = outputs[0];
    DetectionBuilder builder = new DetectionBuilder(letterbox, classes);
    for (int row = 0; row + COLUMNS <= output.length; row += COLUMNS) {
      int confidenceE4 = DetectionBuilder.quantise(output[row + 4]);
      if (confidenceE4 >= lowThresholdE4) {
        builder.add(
            Math.round(output[row + 5]),
            confidenceE4,
            output[row],
            output[row + 1],
            output[row + 2],
            output[row + 3]);
      }
    }
    return builder.build();
  }
}
