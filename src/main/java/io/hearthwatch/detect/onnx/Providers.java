package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.hearthwatch.detect.ExecutionProvider;

/** What models can run on in this process. */
public final class Providers {
  private static final int FIRST_GPU = 0;

  private Providers() {}

  /**
   * Makes sure that a provider can be had: its kernels, their libraries and, where it needs one,
   * the device.
   *
   * @throws UnavailableProviderException when it cannot; names what is missing and the remedy
   */
  public static void require(ExecutionProvider provider) throws UnavailableProviderException {
    TelemetryGuard.requireSilence();
    // Loads the native library, which the options need.
    OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      addTo(options, provider);
    }
  }

  /** Lets a session run on a provider; what that has no kernel for runs on the CPU. */
  static void addTo(OrtSession.SessionOptions options, ExecutionProvider provider)
      throws UnavailableProviderException {
    switch (provider) {
      case CPU -> {
        // Always there, and always last.
      }
      case CUDA -> addCuda(options);
    }
  }

  private static void addCuda(OrtSession.SessionOptions options)
      throws UnavailableProviderException {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new UnavailableProviderException(
          "detect.provider is cuda, but the ONNX Runtime on the class path is built for the CPU only:"
              + " replace the jar com.microsoft.onnxruntime:onnxruntime by onnxruntime_gpu of the same"
              + " version, on every task manager, or set detect.provider-fallback to cpu");
    }
    try {
      options.addCUDA(FIRST_GPU);
    } catch (OrtException e) {
      throw new UnavailableProviderException(
          "detect.provider is cuda, but the GPU cannot be used: "
              + e.getMessage()
              + "; it takes an NVIDIA driver, CUDA and cuDNN in the versions that onnxruntime_gpu was"
              + " built for, all on the library path, or set detect.provider-fallback to cpu",
          e);
    }
  }
}
