package io.hearthwatch.detect.onnx;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.util.List;

/** What a model wants as input and what its outputs mean. Immutable, thread-safe. */
sealed interface ModelLayout
    permits EndToEndLayout, YoloLayout, YoloxLayout, ScoredBoxesLayout, QueryLogitsLayout {

  /** What it is called and how its outputs are read, in one line for a person. */
  String description();

  /** The picture tensor it reads. */
  InputFormat input();

  /** Its classes. */
  ModelClasses classes();

  /**
   * Turns one frame's outputs into detections.
   *
   * @param outputs values of the model's output tensors, in the order of {@link
   *     RecognisedModel#outputs}; all finite
   * @param letterbox how the frame was fitted into the input
   * @param lowThresholdE4 confidence from which a box counts, ten-thousandths
   * @return in canonical order, boxes in pixels of the frame
   * @throws ModelOutputException when the values cannot be what the layout says
   */
  List<Detection> decode(float[][] outputs, Letterbox letterbox, int lowThresholdE4)
      throws ModelOutputException;
}
