package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FramePreparer;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.InputFormat;
import io.hearthwatch.image.Letterbox;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Finds objects with an ONNX model. Holds a share of the model's session and one input tensor that
 * every picture overwrites.
 *
 * <p>Closing waits for an analysis that is still running in another thread, because the native code
 * reads the tensor until it returns.
 */
final class OnnxFrameAnalyzer implements FrameAnalyzer {
  private final SessionLease lease;
  private final ModelLayout layout;
  private final int lowThresholdE4;
  private final FramePreparer preparer;
  private final OnnxTensor input;
  private final Map<String, OnnxTensor> inputs;
  private boolean closed;

  /**
   * Takes over the lease when it succeeds; when it throws, the lease is still the caller's.
   *
   * @throws UnsupportedModelException when the model is of no known layout
   * @throws IOException when the settings name a cache that cannot be used
   */
  OnnxFrameAnalyzer(SessionLease lease, DetectSettings settings)
      throws OrtException, UnsupportedModelException, IOException {
    ModelSignature signature = ModelSignature.of(lease.session());
    this.lease = lease;
    this.layout = ModelLayout.recognise(signature);
    this.lowThresholdE4 = settings.lowThresholdE4();
    this.preparer = new FramePreparer(layout.input(), settings);
    this.input = tensor(lease, layout.input(), preparer);
    this.inputs = Map.of(signature.inputs().get(0).name(), input);
  }

  /** Refers to the preparer's direct buffer without a copy, so it is made once. */
  private static OnnxTensor tensor(SessionLease lease, InputFormat format, FramePreparer preparer)
      throws OrtException {
    long[] shape = {1, 3, format.height(), format.width()};
    try {
      return OnnxTensor.createTensor(lease.environment(), preparer.tensor(), shape);
    } catch (OrtException e) {
      preparer.close();
      throw e;
    }
  }

  @Override
  public synchronized Analysis analyse(byte[] picture, SizeCheck size)
      throws FrameRejectedException {
    if (closed) {
      throw new IllegalStateException("the analyzer is closed");
    }
    Letterbox letterbox = preparer.prepare(picture, size);
    try {
      List<Detection> detections = layout.decode(infer(), letterbox, lowThresholdE4);
      return new Analysis(letterbox.frameWidth(), letterbox.frameHeight(), detections);
    } catch (OrtException | ModelOutputException e) {
      throw new FrameRejectedException(
          Reason.INFERENCE_FAILED, e.getMessage(), letterbox.frameWidth(), letterbox.frameHeight());
    }
  }

  private float[] infer() throws OrtException, ModelOutputException {
    try (OrtSession.Result result = lease.session().run(inputs)) {
      // A copy on the heap, valid after the result is closed.
      FloatBuffer copy = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = copy.array();
      requireFinite(values);
      return values;
    }
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

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      input.close();
    } finally {
      preparer.close();
      lease.close();
    }
  }
}
