package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.DecodedPicture;
import io.hearthwatch.image.Letterbox;
import io.hearthwatch.image.LetterboxWriter;
import io.hearthwatch.image.PictureDecoder;
import io.hearthwatch.image.PictureHeader;
import io.hearthwatch.image.UndecodablePictureException;
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
  private final long maxPixels;
  private final LetterboxWriter writer;
  private final OnnxTensor input;
  private final Map<String, OnnxTensor> inputs;
  private boolean closed;

  /**
   * Takes over the lease when it succeeds; when it throws, the lease is still the caller's.
   *
   * @throws UnsupportedModelException when the model is of no known layout
   */
  OnnxFrameAnalyzer(SessionLease lease, int lowThresholdE4, long maxPixels)
      throws OrtException, UnsupportedModelException {
    ModelSignature signature = ModelSignature.of(lease.session());
    this.lease = lease;
    this.layout = ModelLayout.recognise(signature);
    this.lowThresholdE4 = lowThresholdE4;
    this.maxPixels = maxPixels;
    this.writer = new LetterboxWriter(layout.input());
    long[] shape = {1, 3, layout.input().height(), layout.input().width()};
    // Refers to the writer's direct buffer without a copy, so it is made once.
    this.input = OnnxTensor.createTensor(lease.environment(), writer.tensor(), shape);
    this.inputs = Map.of(signature.inputs().get(0).name(), input);
  }

  /** The names of the classes that it finds, by number. */
  List<String> classNames() {
    return layout.classNames();
  }

  @Override
  public synchronized Analysis analyse(byte[] picture, SizeCheck size)
      throws FrameRejectedException {
    if (closed) {
      throw new IllegalStateException("the analyzer is closed");
    }
    PictureHeader header = header(picture);
    size.check(header.width(), header.height());
    Letterbox letterbox = prepare(picture, header);
    try {
      List<Detection> detections = layout.decode(infer(), letterbox, lowThresholdE4);
      return new Analysis(header.width(), header.height(), detections);
    } catch (OrtException | ModelOutputException e) {
      throw new FrameRejectedException(
          Reason.INFERENCE_FAILED, e.getMessage(), header.width(), header.height());
    }
  }

  private PictureHeader header(byte[] picture) throws FrameRejectedException {
    PictureHeader header;
    try {
      header = PictureHeader.read(picture);
    } catch (UndecodablePictureException e) {
      throw new FrameRejectedException(Reason.UNDECODABLE, e.getMessage());
    }
    if (header.pixels() > maxPixels) {
      throw new FrameRejectedException(
          Reason.TOO_MANY_PIXELS,
          "%d x %d are %d pixels, the limit is %d (detect.max-pixels)"
              .formatted(header.width(), header.height(), header.pixels(), maxPixels),
          header.width(),
          header.height());
    }
    return header;
  }

  private Letterbox prepare(byte[] picture, PictureHeader header) throws FrameRejectedException {
    try (DecodedPicture decoded = PictureDecoder.decode(picture, header)) {
      return writer.write(decoded);
    } catch (UndecodablePictureException e) {
      throw new FrameRejectedException(
          Reason.UNDECODABLE, e.getMessage(), header.width(), header.height());
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
      lease.close();
    }
  }
}
