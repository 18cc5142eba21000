package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model wants as input and what its output means. Immutable, thread-safe. */
sealed interface ModelLayout permits EndToEndLayout, YoloxLayout {

  /** The tensor it reads. */
  InputFormat input();

  /** Class names by number. */
  List<String> classNames();

  /**
   * Turns one frame's output into detections.
   *
   * @param output the output tensor's values, all finite
   * @param letterbox how the frame was fitted into the input
   * @param lowThresholdE4 confidence from which a box counts, ten-thousandths
   * @return in canonical order, boxes in pixels of the frame
   * @throws ModelOutputException when the values cannot be what the layout says
   */
  List<Detection> decode(float[] output, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException;

  /**
   * Recognises a model's layout from its shapes and metadata.
   *
   * @throws UnsupportedModelException when it fits none, with what it has and what would fit
   */
  static ModelLayout recognise(ModelSignature model) throws UnsupportedModelException {
    if (model.inputs().size() != 1 || model.outputs().size() != 1) {
      throw refused(model);
    }
    Port input = model.inputs().get(0);
    Port output = model.outputs().get(0);
    if (!input.isFloatTensor(4)
        || !input.allowsOne(0)
        || input.shape().get(1) != 3
        || !output.isFloatTensor(3)
        || !output.allowsOne(0)) {
      throw refused(model);
    }
    InputSize size = InputSize.of(input, model.metadata());
    Optional<List<String>> names = names(model.metadata());
    long rows = output.shape().get(1);
    long columns = output.shape().get(2);
    boolean endToEnd = "true".equalsIgnoreCase(model.metadata().get("end2end"));
    if (!endToEnd && columns > 5 && rows == YoloxLayout.anchors(size)) {
      return YoloxLayout.of(size, names, (int) columns - 5);
    }
    if (columns == EndToEndLayout.COLUMNS) {
      return EndToEndLayout.of(size, names);
    }
    throw refused(model);
  }

  private static Optional<List<String>> names(Map<String, String> metadata)
      throws UnsupportedModelException {
    String names = metadata.get("names");
    return names == null ? Optional.empty() : Optional.of(ClassNames.parse(names));
  }

  private static UnsupportedModelException refused(ModelSignature model) {
    return new UnsupportedModelException(
        """
        the model is of no known layout: %s. One of these fits: \
        input FLOAT[1,3,height,width] and output FLOAT[1,boxes,6] of rows x1,y1,x2,y2,confidence,class \
        (an end-to-end export, for Ultralytics models with nms or end2end); \
        input FLOAT[1,3,height,width] and output FLOAT[1,anchors,5+classes] (YOLOX, not decoded in the model, \
        strides 8, 16 and 32)"""
            .formatted(model));
  }
}
