package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.Placement;
import java.util.List;
import java.util.Optional;

/**
 * A model that chooses its boxes itself: output [1, boxes, 6] of rows left, top, right, bottom
 * (input pixels), confidence, class. Ultralytics' end-to-end exports: RGB, 0 to 1, centred.
 *
 * @param input the tensor it reads
 * @param classNames names by class number
 */
record EndToEndLayout(InputFormat input, List<String> classNames) implements ModelLayout {
  /** Values of a row. */
  static final int COLUMNS = 6;

  static EndToEndLayout of(InputSize size, Optional<List<String>> names)
      throws UnsupportedModelException {
    if (names.isEmpty()) {
      throw new UnsupportedModelException(
          "the model's metadata 'names' is missing, and an end-to-end output [1,boxes,6] does not"
              + " tell its classes: add the class names to the model's metadata");
    }
    return new EndToEndLayout(
        new InputFormat(size.width(), size.height(), Placement.CENTRED, ChannelOrder.RGB, 255f),
        names.get());
  }

  @Override
  public List<Detection> decode(float[] output, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException {
    DetectionBuilder builder = new DetectionBuilder(letterbox, classNames);
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
