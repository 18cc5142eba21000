package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.ModelOptions;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import io.hearthwatch.image.Axes;
import io.hearthwatch.image.ChannelOrder;
import io.hearthwatch.image.ElementType;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Normalisation;
import io.hearthwatch.image.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The input that takes the picture: everything about it that shapes and types tell.
 *
 * @param name its name in the model
 * @param size rows and columns
 * @param elements how it holds numbers
 * @param axes whether channels come first
 * @param options what a person says beyond that
 */
record PictureInput(
    String name, InputSize size, ElementType elements, Axes axes, ModelOptions options) {
  private static final Map<String, ElementType> ELEMENTS =
      Map.of(
          "FLOAT", ElementType.FLOAT32,
          "FLOAT16", ElementType.FLOAT16,
          "UINT8", ElementType.UINT8);

  /** The inputs that can take a picture: of a known type, one picture, three channels. */
  static List<Port> candidates(ModelSignature model) {
    List<Port> found = new ArrayList<>();
    for (Port port : model.inputs()) {
      if (ELEMENTS.containsKey(port.type())
          && port.shape().size() == 4
          && port.allowsOne(0)
          && (port.shape().get(1) == 3 || port.shape().get(3) == 3)) {
        found.add(port);
      }
    }
    return found;
  }

  /** Reads what a {@link #candidates candidate} says about itself. */
  static PictureInput of(Port port, Map<String, String> metadata, ModelOptions options)
      throws UnsupportedModelException {
    Axes axes = port.shape().get(1) == 3 ? Axes.CHANNELS_FIRST : Axes.CHANNELS_LAST;
    ElementType elements = ELEMENTS.get(port.type());
    if (elements == ElementType.UINT8
        && options.normalisation() != null
        && options.normalisation() != Normalisation.RAW) {
      throw new UnsupportedModelException(
          "the model's input %s reads samples as they are: leave detect.normalisation out"
              .formatted(port));
    }
    InputSize size = InputSize.of(port, axes, metadata, options.inputSize());
    return new PictureInput(port.name(), size, elements, axes, options);
  }

  /** The tensor, as the family reads it where nobody says otherwise. */
  InputFormat format(Placement placement, ChannelOrder order, Normalisation normalisation) {
    Normalisation usual = elements == ElementType.UINT8 ? Normalisation.RAW : normalisation;
    return new InputFormat(
        size.width(),
        size.height(),
        options.placement() == null ? placement : options.placement(),
        options.channelOrder() == null ? order : options.channelOrder(),
        options.normalisation() == null ? usual : options.normalisation(),
        elements,
        axes);
  }
}
