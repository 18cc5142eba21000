package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.DetectSettings;
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
import java.util.List;

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
  private final ModelRun run;
  private boolean closed;

  /**
   * Takes over the lease when it succeeds; when it throws, the lease is still the caller's.
   *
   * @throws UnsupportedModelException when the model is of no known layout
   */
  OnnxFrameAnalyzer(SessionLease lease, DetectSettings settings)
      throws OrtException, UnsupportedModelException {
    RecognisedModel model =
        LayoutRecognition.recognise(ModelSignature.of(lease.session()), settings.options());
    this.lease = lease;
    this.layout = model.layout();
    this.lowThresholdE4 = settings.lowThresholdE4();
    this.maxPixels = settings.maxPixels();
    this.writer = new LetterboxWriter(layout.input());
    this.run = new ModelRun(lease, model, writer.tensor());
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
      List<Detection> detections = layout.decode(run.outputs(), letterbox, lowThresholdE4);
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

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      run.close();
    } finally {
      lease.close();
    }
  }
}
