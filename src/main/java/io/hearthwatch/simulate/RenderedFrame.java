package io.hearthwatch.simulate;

import java.time.Instant;
import java.util.List;

/**
 * One picture of a simulated camera.
 *
 * @param cameraId the camera
 * @param capturedAt event time, whole milliseconds
 * @param jpeg the file's bytes, 640 by 360 pixels; not copied
 * @param truth what is in it, farthest first; empty when nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands a minute: copying them is the cost.
public record RenderedFrame(
    String cameraId, Instant capturedAt, byte[] jpeg, List<TruthBox> truth) {}
