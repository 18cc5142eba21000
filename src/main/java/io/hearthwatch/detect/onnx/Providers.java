package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.hearthwatch.detect.ExecutionProvider;

/** What models can run on in this process. */
public final class Providers {
  private static final int FIRST_GPU = 0;

  private Providers() {}

  /**
   * Makes sure that a provider can be had: its kernels and their libraries. The device is opened
   * with the first session.
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
              + " version, on every machine of the job, or set detect.provider-fallback to cpu");
    }
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(FIRST_GPU)) {
      // By default kernels are chosen by a race, so that two runs may differ in the last digits.
      cuda.add("cudnn_conv_algo_search", "DEFAULT");
      cuda.add("use_tf32", "0");
      options.setDeterministicCompute(true);
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw unusable(e);
    }
  }

  /** A GPU that could not be opened: kernels and libraries are there, the device may not be. */
  static UnavailableProviderException unusable(OrtException e) {
    return new UnavailableProviderException(
        "detect.provider is cuda, but the GPU cannot be used: "
            + e.getMessage()
            + "; it takes an NVIDIA driver, CUDA and cuDNN in the versions that onnxruntime_gpu was"
            + " built for, all on the library path, or set detect.provider-fallback to cpu",
        e);
  }
}
