package io.hearthwatch.publish;

import java.time.Duration;

/**
 * How far a publisher has come, since it was opened.
 *
 * @param published frames that the broker has acknowledged
 * @param known frames that were found published already, by the journal or in the topic; only what
 *     the start read back counts
 * @param cameras folders that are cameras
 * @param waiting files that are not complete yet, and videos that are being taken apart
 * @param underWay frames for which the broker has not answered yet
 * @param silence how long the broker has left frames unanswered; zero if it has none
 * @param problems different things that went wrong while the rest went on
 */
public record PublishProgress(
    long published,
    long known,
    int cameras,
    int waiting,
    int underWay,
    Duration silence,
    long problems) {}
