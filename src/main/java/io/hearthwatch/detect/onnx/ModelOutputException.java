package io.hearthwatch.detect.onnx;

/** A model's output for one frame makes no sense. */
final class ModelOutputException extends Exception {
  private static final long serialVersionUID = 1L;

  ModelOutputException(String message) {
    super(message);
  }
}
