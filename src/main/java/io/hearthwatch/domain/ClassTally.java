package io.hearthwatch.domain;

/**
 * What a window saw of one class. Exact and independent of the order of the frames.
 *
 * @param detections boxes at or above the threshold
 * @param frames frames with at least one such box
 * @param maxInFrame most boxes in a single frame
 * @param maxConfidenceE4 highest confidence, ten-thousandths
 * @param confidenceSumE4 sum of confidences, ten-thousandths
 * @param firstSeenMicros earliest capture time of a frame with the class
 * @param lastSeenMicros latest capture time of a frame with the class
 */
public record ClassTally(
    int detections,
    int frames,
    int maxInFrame,
    int maxConfidenceE4,
    long confidenceSumE4,
    long firstSeenMicros,
    long lastSeenMicros) {}
