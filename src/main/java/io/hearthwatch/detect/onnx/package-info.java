/**
 * Detection with ONNX Runtime, on the CPU unless told otherwise.
 *
 * <p>In: the bytes of one picture. Out: its detections, boxes in pixels of the frame, in canonical
 * order, bit-identical on every run on the same kind of CPU. {@link
 * io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory} is the way in.
 *
 * <p>State: {@link io.hearthwatch.detect.onnx.SessionRegistry} holds one session per model and
 * options for the whole process, counted by the analyzers that lease it and closed with the last of
 * them. What a model's outputs mean is recognised from its shapes and metadata ({@link
 * io.hearthwatch.detect.onnx.LayoutRecognition}), never assumed.
 *
 * <p>This is the only package that knows {@code ai.onnxruntime}.
 */
package io.hearthwatch.detect.onnx;
