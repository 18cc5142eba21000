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
  private final String sha256;

  /**
   * A factory for these settings; nothing is read before {@link #open}.
   *
   * @param sha256 what the model's bytes must be wherever it is opened: a cluster's machines may
   *     hold different files under one name
   */
  public OnnxFrameAnalyzerFactory(DetectSettings settings, String sha256) {
    this.settings = settings;
    this.sha256 = sha256;
  }

  /**
   * A factory for the model as it lies on this machine now.
   *
   * @throws IOException when it cannot be read
   */
  public static OnnxFrameAnalyzerFactory ofLocalModel(DetectSettings settings) throws IOException {
    return new OnnxFrameAnalyzerFactory(settings, ModelFile.read(settings.model()).sha256());
  }

  /**
   * Opens an analyzer. A failed call leaves nothing behind.
   *
   * @throws IOException when the model cannot be read or is not the one the job was started with,
   *     or when the cache's directory cannot be used
   * @throws OrtException when ONNX Runtime cannot load it
   * @throws UnsupportedModelException when it is of no known layout
   * @throws UnavailableProviderException when what it should run on is not to be had
   */
  @Override
  public FrameAnalyzer open()
      throws IOException, OrtException, UnsupportedModelException, UnavailableProviderException {
    return open(SessionRegistry.shared());
  }

  FrameAnalyzer open(SessionRegistry registry)
      throws IOException, OrtException, UnsupportedModelException, UnavailableProviderException {
    ModelFile model = ModelFile.read(settings.model());
    if (!model.sha256().equals(sha256)) {
      throw new IOException(
          "%s (detect.model) has SHA-256 %s on this machine, the job was started with %s; bring the same file to every machine"
              .formatted(model.path(), model.sha256(), sha256));
    }
    NativeLibraries.load();
    SessionLease lease = registry.acquire(model, settings.options(), settings.intraOpThreads());
    boolean opened = false;
    try {
      FrameAnalyzer analyzer = new OnnxFrameAnalyzer(lease, settings);
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
