package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.util.List;

/**
 * The inference library of this process.
 *
 * @param version of ONNX Runtime
 * @param providers what this build can run models on, as ONNX Runtime calls them; whether there is
 *     a device for one is {@link Providers#require}'s to say
 * @param uploader whether the library holds one for telemetry; it is off, or this were refused
 */
public record OnnxRuntime(String version, List<String> providers, boolean uploader) {

  /**
   * Loads the library.
   *
   * @throws IOException when its file cannot be read
   * @throws IllegalStateException when it would report home; names the remedy
   * @throws LinkageError when it does not run on this machine
   */
  public static OnnxRuntime load() throws IOException {
    TelemetryGuard.requireSilence();
    return new OnnxRuntime(
        OrtEnvironment.getEnvironment().getVersion(),
        OrtEnvironment.getAvailableProviders().stream().map(Enum::name).sorted().toList(),
        TelemetryGuard.holdsUploader());
  }
}
