package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;
import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FramePreparer;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.image.Letterbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

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
  private final ModelRun run;
  private boolean closed;

  /**
   * Takes over the lease when it succeeds; when it throws, the lease is still the caller's.
   *
   * @throws UnsupportedModelException when the model is of no known layout
   * @throws IOException when the settings name a cache that cannot be used
   */
  OnnxFrameAnalyzer(SessionLease lease, DetectSettings settings)
      throws OrtException, UnsupportedModelException, IOException {
    RecognisedModel model =
        LayoutRecognition.recognise(ModelSignature.of(lease.session()), settings.options());
    this.lease = lease;
    this.layout = model.layout();
    this.lowThresholdE4 = settings.lowThresholdE4();
    this.preparer = new FramePreparer(layout.input(), settings);
    this.run = run(lease, model, preparer);
  }

  private static ModelRun run(SessionLease lease, RecognisedModel model, FramePreparer preparer)
      throws OrtException {
    try {
      return new ModelRun(lease, model, preparer.tensor());
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
      long began = System.nanoTime();
      float[][] outputs = run.outputs();
      long inferenceNanos = System.nanoTime() - began;
      return new Analysis(
          letterbox.frameWidth(),
          letterbox.frameHeight(),
          layout.decode(outputs, letterbox, lowThresholdE4),
          inferenceNanos);
    } catch (OrtException e) {
      requireThatItStillRuns(e);
      throw failed(letterbox, e);
    } catch (ModelOutputException e) {
      throw failed(letterbox, e);
    }
  }

  private static FrameRejectedException failed(Letterbox letterbox, Exception e) {
    return new FrameRejectedException(
        Reason.INFERENCE_FAILED, e.getMessage(), letterbox.frameWidth(), letterbox.frameHeight());
  }

  /**
   * Searches a black picture. A frame is only to blame when that works: a lost device or memory
   * that is used up would otherwise reject every frame of the backlog.
   */
  private void requireThatItStillRuns(OrtException failure) {
    ByteBuffer tensor = preparer.tensor();
    for (int i = 0; i < tensor.capacity(); i++) {
      tensor.put(i, (byte) 0);
    }
    try {
      run.outputs();
    } catch (OrtException | ModelOutputException e) {
      failure.addSuppressed(e);
      throw new IllegalStateException(
          "the model fails on every picture, so it is not the frame's fault", failure);
    }
  }

  @Override
  public Optional<CacheCounters> cacheCounters() {
    return preparer.cacheCounters();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      run.close();
    } finally {
      preparer.close();
      lease.close();
    }
  }
}
