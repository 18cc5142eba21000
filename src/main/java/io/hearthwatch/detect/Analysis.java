package io.hearthwatch.detect;

import io.hearthwatch.domain.Detection;
import java.util.List;

/**
 * What the detector found in one picture.
 *
 * @param width picture width in pixels
 * @param height picture height in pixels
 * @param detections boxes from the low threshold on, in canonical order
 */
public record Analysis(int width, int height, List<Detection> detections) {}
