package io.hearthwatch.detect;

import io.hearthwatch.domain.Detection;
import java.util.List;

/**
 * What the detector found in one picture.
 *
 * @param width picture width in pixels
 * @param height picture height in pixels
 * @param detections boxes from the low threshold on, in canonical order
 * @param inferenceNanos wall time that the model itself took, without decoding the picture; it
 *     depends on the machine, so no result may
 */
public record Analysis(int width, int height, List<Detection> detections, long inferenceNanos) {}
