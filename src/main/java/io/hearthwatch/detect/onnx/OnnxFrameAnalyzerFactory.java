package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import java.io.IOException;

/** Opens analyzers for the model of the settings; all of a process share one session. */
public final class OnnxFrameAnalyzerFactory implements FrameAnalyzerFactory {
  private static final long serialVersionUID = 1L;

  private final DetectSettings settings;

  /** A factory for these settings; nothing is read before {@link #open}. */
  public OnnxFrameAnalyzerFactory(DetectSettings settings) {
    this.settings = settings;
  }

  /**
   * Opens an analyzer. A failed call leaves nothing behind.
   *
   * @throws IOException when the model cannot be read
   * @throws OrtException when ONNX Runtime cannot load it
   * @throws UnsupportedModelException when it is of no known layout
   */
  @Override
  public FrameAnalyzer open() throws IOException, OrtException, UnsupportedModelException {
    return open(SessionRegistry.shared());
  }

  FrameAnalyzer open(SessionRegistry registry)
      throws IOException, OrtException, UnsupportedModelException {
    ModelFile model = ModelFile.read(settings.model());
    SessionLease lease = registry.acquire(model, ExecutionProvider.CPU, settings.intraOpThreads());
    boolean opened = false;
    try {
      FrameAnalyzer analyzer =
          new OnnxFrameAnalyzer(lease, settings.lowThresholdE4(), settings.maxPixels());
      opened = true;
      return analyzer;
    } catch (UnsupportedModelException e) {
      throw new UnsupportedModelException(model.path() + " (detect.model): " + e.getMessage());
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }
}
