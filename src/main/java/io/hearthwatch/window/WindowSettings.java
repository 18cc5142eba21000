package io.hearthwatch.window;

import java.io.Serializable;
import java.time.Duration;

/**
 * How frames are gathered.
 *
 * @param length length of the tumbling windows, aligned to the epoch
 * @param allowedLateness how long after its end, by the camera's clock, a window is kept for
 *     revision
 * @param requeueWithin how long after its end, by the camera's clock, a window with failed frames
 *     is kept for another attempt at them
 * @param interimAfter wall-clock silence of a camera after which its open windows are written as
 *     they stand
 * @param thresholdE4 confidence from which a detection counts, ten-thousandths
 * @param urgentConfidenceE4 a person at or above this confidence makes a provisional batch at once,
 *     ten-thousandths; above 10 000 never
 */
public record WindowSettings(
    Duration length,
    Duration allowedLateness,
    Duration requeueWithin,
    Duration interimAfter,
    int thresholdE4,
    int urgentConfidenceE4)
    implements Serializable {}
