package io.hearthwatch.domain;

/**
 * A camera of which no frame can come any more that has to do with those that came: whoever keeps
 * something of it behind detection may forget that, once the frames before are through.
 *
 * @param cameraId the camera
 * @param sequence number of its next frame, should it be heard again
 */
public record Farewell(String cameraId, long sequence) {}
