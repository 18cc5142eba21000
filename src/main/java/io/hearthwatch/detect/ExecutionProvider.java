package io.hearthwatch.detect;

/** What a model computes on. Part of a session's identity: results differ between providers. */
public enum ExecutionProvider {
  /** ONNX Runtime's own kernels for the processor; one session serves all threads. */
  CPU,
  /** An NVIDIA GPU, the first one. Needs the GPU build of ONNX Runtime, CUDA and cuDNN. */
  CUDA
}
