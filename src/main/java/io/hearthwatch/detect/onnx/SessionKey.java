package io.hearthwatch.detect.onnx;

import io.hearthwatch.detect.ExecutionProvider;

/**
 * What makes two sessions interchangeable.
 *
 * @param modelSha256 digest of the model's bytes
 * @param provider what it computes on
 * @param intraOpThreads threads for one frame, at least 1
 */
record SessionKey(String modelSha256, ExecutionProvider provider, int intraOpThreads) {}
