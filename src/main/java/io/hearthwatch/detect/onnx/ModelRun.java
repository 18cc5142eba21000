package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.image.Axes;
import io.hearthwatch.image.InputFormat;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model's inputs in native memory, made once, and its outputs as numbers. One thread at a time.
 */
final class ModelRun implements AutoCloseable {
  private final SessionLease lease;
  private final List<String> outputs;
  private final Set<String> requested;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  /**
   * Inputs for a model. The lease stays the caller's.
   *
   * @param picture a direct buffer in the layout's input format; referred to, not copied
   */
  ModelRun(SessionLease lease, RecognisedModel model, ByteBuffer picture) throws OrtException {
    this.lease = lease;
    this.outputs = model.outputs();
    this.requested = new LinkedHashSet<>(outputs);
    boolean made = false;
    try {
      inputs.put(model.pictureInput(), tensor(model.layout().input(), picture));
      for (ConstantInput constant : model.constants()) {
        inputs.put(constant.name(), constant.tensor(lease.environment()));
      }
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private OnnxTensor tensor(InputFormat input, ByteBuffer picture) throws OrtException {
    long[] shape =
        input.axes() == Axes.CHANNELS_FIRST
            ? new long[] {1, 3, input.height(), input.width()}
            : new long[] {1, input.height(), input.width(), 3};
    OnnxJavaType type =
        switch (input.elements()) {
          case FLOAT32 -> OnnxJavaType.FLOAT;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          case UINT8 -> OnnxJavaType.UINT8;
        };
    return OnnxTensor.createTensor(lease.environment(), picture, shape, type);
  }

  /**
   * Runs the model on the picture as it stands.
   *
   * @return values of the outputs, in the model's order
   * @throws ModelOutputException when one of them is not finite
   */
  float[][] outputs() throws OrtException, ModelOutputException {
    float[][] values = new float[outputs.size()][];
    try (OrtSession.Result result = lease.session().run(inputs, requested)) {
      for (int i = 0; i < values.length; i++) {
        String name = outputs.get(i);
        OnnxTensor tensor =
            (OnnxTensor)
                result
                    .get(name)
                    .orElseThrow(() -> new ModelOutputException("no output '" + name + "'"));
        values[i] = values(tensor);
        requireFinite(values[i]);
      }
    }
    return values;
  }

  /** Runs the model and drops what it says. */
  void discard() throws OrtException {
    lease.session().run(inputs, requested).close();
  }

  /** A copy on the heap, valid after the result is closed. */
  private static float[] values(OnnxTensor tensor) {
    return switch (tensor.getInfo().type) {
      case INT64 -> {
        long[] integers = tensor.getLongBuffer().array();
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = integers[i];
        }
        yield values;
      }
      case INT32 -> {
        int[] integers = tensor.getIntBuffer().array();
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = integers[i];
        }
        yield values;
      }
      default -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats.hasArray()) {
          yield floats.array();
        }
        // Halves come widened, in a buffer that hides its array.
        float[] values = new float[floats.remaining()];
        floats.get(values);
        yield values;
      }
    };
  }

  private static void requireFinite(float[] values) throws ModelOutputException {
    int largest = 0;
    for (float value : values) {
      // Without the sign, the bits of infinities and NaN are larger than those of any number.
      largest = Math.max(largest, Float.floatToRawIntBits(value) & 0x7FFF_FFFF);
    }
    if (largest >= Float.floatToRawIntBits(Float.POSITIVE_INFINITY)) {
      throw new ModelOutputException("the model's output holds NaN or infinity");
    }
  }

  /** Frees the inputs, not the session. */
  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
  }
}
