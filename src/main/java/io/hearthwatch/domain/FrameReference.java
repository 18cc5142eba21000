package io.hearthwatch.domain;

/**
 * A valid reference to one camera frame, as it came through Kafka: the frame's bytes stay where
 * they are until the fetch stage reads them.
 *
 * @param cameraId matches {@code [A-Za-z0-9_-]{1,64}}
 * @param uri canonical URI of the picture, under one of the allowed roots
 * @param capturedAtMicros when the camera took it, epoch microseconds, within years 2000 to 2199
 * @param sha256 expected SHA-256 of the bytes, 64 lower-case hex digits; null when not given
 * @param width expected width in pixels; null when not given
 * @param height expected height in pixels; null when not given
 */
public record FrameReference(
    String cameraId,
    String uri,
    long capturedAtMicros,
    String sha256,
    Integer width,
    Integer height) {}
