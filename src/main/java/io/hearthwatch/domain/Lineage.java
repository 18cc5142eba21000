package io.hearthwatch.domain;

import java.io.Serializable;

/**
 * What a run computes with: stands on every result row, and tells two results apart.
 *
 * @param resultVersion name of the result version, {@code [a-z0-9][a-z0-9_-]{0,31}}
 * @param modelSha256 SHA-256 of the model's bytes, 64 lower-case hex digits
 * @param configDigest SHA-256 over the settings that results depend on, 64 lower-case hex digits
 * @param detectProvider what the model runs on, as far as the job's start decides it: {@code cpu},
 *     {@code cuda}, or {@code cuda-else-cpu} where each task manager may fall back
 * @param codeVersion version of the job's code
 */
public record Lineage(
    String resultVersion,
    String modelSha256,
    String configDigest,
    String detectProvider,
    String codeVersion)
    implements Serializable {}
