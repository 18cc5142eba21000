package io.hearthwatch.detect.onnx;

import java.util.List;

/**
 * A model that is understood.
 *
 * @param layout what its tensors mean
 * @param pictureInput name of the input that takes the picture
 * @param constants its other inputs
 * @param outputs names of the outputs that {@link ModelLayout#decode} reads, in its order
 * @param warnings what had to be assumed, one sentence each
 */
record RecognisedModel(
    ModelLayout layout,
    String pictureInput,
    List<ConstantInput> constants,
    List<String> outputs,
    List<String> warnings) {}
