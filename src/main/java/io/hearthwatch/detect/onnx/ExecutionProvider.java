package io.hearthwatch.detect.onnx;

/** What a session computes on. Part of a session's identity: results differ between providers. */
public enum ExecutionProvider {
  /** ONNX Runtime's own CPU kernels; one session serves all threads. */
  CPU
}
