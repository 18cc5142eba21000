package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;

/**
 * YOLOX: output [1, anchors, 5 + classes], one anchor per cell of three grids, with the centre
 * relative to its cell, the logarithm of the size in cells, objectness and class scores. See Ge et
 * al., "YOLOX: Exceeding YOLO Series in 2021".
 *
 * @param input the tensor it reads
 * @param classes its classes
 * @param nmsIou overlap above which the weaker of two boxes of a class is dropped
 */
record YoloxLayout(InputFormat input, ModelClasses classes, double nmsIou) implements ModelLayout {
  /** Input pixels per cell, grid by grid. */
  /** Times the input's size; what decodes to more has been decoded before. */
  private static final int LARGEST_BOX = 50;

  private static final int[] STRIDES = {8, 16, 32};

  /** Anchors of a model with this input; -1 when the input does not divide into cells. */
  static long anchors(InputSize size) {
    return anchors(size.width(), size.height());
  }

  private static long anchors(int width, int height) {
    long anchors = 0;
    for (int stride : STRIDES) {
      if (width % stride != 0 || height % stride != 0) {
        return -1;
      }
      anchors += (long) (width / stride) * (height / stride);
    }
    return anchors;
  }

  @Override
  public String description() {
    return "YOLOX: [1,anchors,5+classes] relative to grid cells";
  }

  @Override
  public List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    NonMaximumSuppression candidates = new NonMaximumSuppression(nmsIou);
    float[] output = outputs[0];
    int columns = 5 + classes.count();
    long cells = anchors(input.width(), input.height());
    if (output.length != cells * columns) {
      throw new ModelOutputException(
          "the model gives %d values, its grid has %d cells of %d"
              .formatted(output.length, cells, columns));
    }
    int row = 0;
    for (int stride : STRIDES) {
      int gridWidth = input.width() / stride;
      int gridHeight = input.height() / stride;
      for (int y = 0; y < gridHeight; y++) {
        for (int x = 0; x < gridWidth; x++, row += columns) {
          // No class score exceeds 1, so weak objectness decides alone.
          if (DetectionBuilder.quantise(output[row + 4]) >= lowThresholdE4) {
            addClasses(candidates, output, row, x, y, stride, lowThresholdE4);
          }
        }
      }
    }
    DetectionBuilder builder = new DetectionBuilder(letterbox, classes);
    candidates.keepIn(builder);
    return builder.build();
  }

  private void addClasses(
      NonMaximumSuppression candidates,
      float[] output,
      int row,
      int x,
      int y,
      int stride,
      int lowThresholdE4)
      throws ModelOutputException {
    float centreX = (output[row] + x) * stride;
    float centreY = (output[row + 1] + y) * stride;
    // StrictMath: the same on every machine.
    float halfWidth = (float) StrictMath.exp(output[row + 2]) * stride / 2;
    float halfHeight = (float) StrictMath.exp(output[row + 3]) * stride / 2;
    if (Math.max(halfWidth, halfHeight) > LARGEST_BOX * (input.width() + input.height())) {
      throw new ModelOutputException(
          "the model's boxes are far larger than its input: they look decoded already; export it"
              + " without decoding");
    }
    int best = 0;
    for (int c = 1; c < classes.count(); c++) {
      if (output[row + 5 + c] > output[row + 5 + best]) {
        best = c;
      }
    }
    float score = output[row + 4] * output[row + 5 + best];
    if (DetectionBuilder.quantise(score) >= lowThresholdE4) {
      candidates.add(
          best,
          score,
          centreX - halfWidth,
          centreY - halfHeight,
          centreX + halfWidth,
          centreY + halfHeight);
    }
  }
}
