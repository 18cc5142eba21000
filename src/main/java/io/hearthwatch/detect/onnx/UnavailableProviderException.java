package io.hearthwatch.detect.onnx;

/** What a model should run on is not to be had in this process. */
public final class UnavailableProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  UnavailableProviderException(String message) {
    super(message);
  }

  UnavailableProviderException(String message, Throwable cause) {
    super(message, cause);
  }
}
