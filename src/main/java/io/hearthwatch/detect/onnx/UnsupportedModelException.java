package io.hearthwatch.detect.onnx;

/** A model cannot be used: it is none, or what it wants or gives is not understood. */
public final class UnsupportedModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A model that is refused.
   *
   * @param message what it has, and what would fit
   */
  public UnsupportedModelException(String message) {
    super(message);
  }

  UnsupportedModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
