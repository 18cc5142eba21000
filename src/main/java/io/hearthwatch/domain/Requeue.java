package io.hearthwatch.domain;

/**
 * Where a record that was sent again comes from, as its headers say. What they say is a claim:
 * whether it is true is decided by the camera's own past, never by the headers.
 *
 * @param original where the rejected record stands that this one repeats
 * @param id names the act of sending it again, 1 to 64 letters, digits or {@code -}
 */
public record Requeue(RecordCoordinates original, String id) {}
