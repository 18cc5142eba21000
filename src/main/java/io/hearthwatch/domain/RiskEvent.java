package io.hearthwatch.domain;

import java.util.List;

/**
 * A batch's risk, explained.
 *
 * @param eventId derived from result version, camera and window
 * @param score 0 to 100
 * @param level of the score
 * @param factors why; contributions sum to the score
 * @param summary one sentence in plain words
 */
public record RiskEvent(
    RowId eventId, int score, RiskLevel level, List<RiskFactor> factors, String summary) {}
