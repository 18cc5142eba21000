package io.hearthwatch.admit;

/**
 * How far one camera has come.
 *
 * @param latestCapturedMicros largest admitted capture time, epoch microseconds
 * @param nextSequence number that the next admitted frame gets; 0 before the first
 */
public record CameraClock(long latestCapturedMicros, long nextSequence) {}
