package io.hearthwatch.detect.onnx;

import ai.onnxruntime.OrtException;

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

  /** A file that ONNX Runtime does not load. */
  static UnsupportedModelException ofFile(ModelFile file, OrtException cause) {
    String named = file.path() + " (detect.model) ";
    return switch (cause.getCode()) {
      // Without the cause: that its parser failed tells nobody more.
      case ORT_INVALID_PROTOBUF, ORT_NO_MODEL ->
          new UnsupportedModelException(
              named
                  + "is not an ONNX model: give the .onnx file that an export wrote (docs/models.md)");
      default ->
          new UnsupportedModelException(named + "cannot be loaded: " + cause.getMessage(), cause);
    };
  }
}
