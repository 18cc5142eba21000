package io.hearthwatch.domain;

/**
 * The picture that shows a batch best: its most confident watched detection.
 *
 * @param frameId the frame
 * @param uri where its picture is
 * @param capturedAtMicros when it was taken
 * @param detection the box that made it the key frame
 */
public record KeyFrame(RowId frameId, String uri, long capturedAtMicros, Detection detection) {}
