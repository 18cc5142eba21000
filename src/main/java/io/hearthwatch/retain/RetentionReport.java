package io.hearthwatch.retain;

import java.time.Instant;

/**
 * What had to go, and what went.
 *
 * @param chosen what the rules say must go
 * @param removed what went; empty in a dry run
 * @param rowsUntil windows that ended by then lose their frames and detections; null for none
 * @param eventsUntil those that ended by then also lose batch and event; null for none
 * @param rowsHeldByPictures whether rows stay longer than the rules say, because their pictures do
 * @param stopped whether it was told to stop before the end
 * @param problems things that stay because they could not be removed
 */
public record RetentionReport(
    Removals chosen,
    Removals removed,
    Instant rowsUntil,
    Instant eventsUntil,
    boolean rowsHeldByPictures,
    boolean stopped,
    long problems) {}
