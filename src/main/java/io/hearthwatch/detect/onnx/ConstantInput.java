package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.hearthwatch.detect.onnx.ModelSignature.Port;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An input beside the picture that is the same for all pictures.
 *
 * @param name its name in the model
 * @param type element type: INT64, INT32 or FLOAT
 * @param shape sizes, all known
 * @param values repeated until the tensor is full
 */
record ConstantInput(String name, String type, List<Long> shape, List<Long> values) {

  /**
   * Recognises the inputs that models of the DETR family have beside the picture: the size [N,2]
   * (width, height) that boxes are wanted in, which is given as the input's own; and the {@code
   * pixel_mask} [N,height,width], whose pixels are all used.
   */
  static Optional<ConstantInput> of(Port port, InputSize size) {
    boolean known = port.isIntegerTensor(port.shape().size()) || port.type().equals("FLOAT");
    if (!known || port.shape().isEmpty() || !port.allowsOne(0)) {
      return Optional.empty();
    }
    if (port.shape().size() == 2 && port.last() == 2) {
      return Optional.of(
          new ConstantInput(
              port.name(),
              port.type(),
              List.of(1L, 2L),
              List.of((long) size.width(), (long) size.height())));
    }
    if (port.shape().size() == 3 && port.name().equals("pixel_mask")) {
      return Optional.of(
          new ConstantInput(
              port.name(),
              port.type(),
              List.of(1L, (long) size.height(), (long) size.width()),
              List.of(1L)));
    }
    return Optional.empty();
  }

  /** The tensor; the caller closes it. */
  OnnxTensor tensor(OrtEnvironment environment) throws OrtException {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    int length = shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
    long[] full =
        IntStream.range(0, length).mapToLong(i -> values.get(i % values.size())).toArray();
    return switch (type) {
      case "INT64" -> OnnxTensor.createTensor(environment, LongBuffer.wrap(full), sizes);
      case "INT32" -> {
        IntBuffer integers = IntBuffer.allocate(length);
        for (long value : full) {
          integers.put((int) value);
        }
        yield OnnxTensor.createTensor(environment, integers.flip(), sizes);
      }
      default -> {
        FloatBuffer floats = FloatBuffer.allocate(length);
        for (long value : full) {
          floats.put(value);
        }
        yield OnnxTensor.createTensor(environment, floats.flip(), sizes);
      }
    };
  }
}
