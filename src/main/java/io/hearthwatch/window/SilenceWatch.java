package io.hearthwatch.window;

/**
 * When a camera was last heard of, by the wall clock, and the one timer that waits for its silence.
 * The timer is not moved with each frame: when it fires too early, it is set anew.
 *
 * @param lastFrameMillis processing time of the last frame
 * @param timerMillis when the pending timer fires; null when none is pending
 */
public record SilenceWatch(long lastFrameMillis, Long timerMillis) {}
