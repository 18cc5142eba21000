package io.hearthwatch.domain;

/**
 * A batch with its event.
 *
 * @param batch what the window saw
 * @param event its risk; null when the window saw nothing that is watched
 */
public record AssessedBatch(Batch batch, RiskEvent event) {}
