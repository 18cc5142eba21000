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
    String found =
        switch (cause.getCode()) {
          case ORT_INVALID_PROTOBUF, ORT_NO_MODEL ->
              "is not an ONNX model: give the .onnx file that an export wrote (docs/models.md)";
          default -> "cannot be loaded: " + cause.getMessage();
        };
    return new UnsupportedModelException(file.path() + " (detect.model) " + found, cause);
  }
}
