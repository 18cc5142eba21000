package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.hearthwatch.detect.Undisturbed;
import io.hearthwatch.image.ImageLibrary;

/** The native libraries that searching a picture takes. */
final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Loads them, unless they are loaded; not to be disturbed by the cancellation of the task that
   * asks first.
   *
   * @throws IllegalStateException when one would report home; names the remedy
   * @throws LinkageError when one does not run on this machine
   */
  static void load() {
    try {
      Undisturbed.call(
          "load-libraries",
          () -> {
            TelemetryGuard.requireSilence();
            OrtEnvironment.getEnvironment();
            return ImageLibrary.load();
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("native libraries cannot be loaded", e);
    }
  }
}
