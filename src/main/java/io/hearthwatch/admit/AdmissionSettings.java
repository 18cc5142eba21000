package io.hearthwatch.admit;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds that decide a frame's fate. All are compared in event time.
 *
 * @param windowLength length of the tumbling windows, for which lateness is judged
 * @param allowedLateness how long, by the camera's clock, a window stays open to late frames
 * @param outOfOrderness how far the camera's clock runs behind its latest frame
 * @param clockTolerance how far ahead of the broker's append time a capture time may lie; at most
 *     {@code allowedLateness}, or a tolerated fast clock could make honest frames late
 * @param maxAge how far behind the append time a capture time may lie
 */
public record AdmissionSettings(
    Duration windowLength,
    Duration allowedLateness,
    Duration outOfOrderness,
    Duration clockTolerance,
    Duration maxAge)
    implements Serializable {}
