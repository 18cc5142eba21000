package io.hearthwatch.assess;

import io.hearthwatch.domain.RiskFactor;
import java.util.ArrayList;
import java.util.List;

/**
 * A score with its reasons: contributions always sum to the score, and the score lies within 0 to
 * 100.
 *
 * @param score 0 to 100
 * @param factors why
 */
record ScoreSheet(int score, List<RiskFactor> factors) {
  /** Factor that takes (or gives) what leaves the scale. */
  static final String SCALE_LIMIT = "scale_limit";

  private static final int LOWEST = 0;
  private static final int HIGHEST = 100;

  /** Sums factors up; adds the factor {@link #SCALE_LIMIT} when the sum leaves the scale. */
  static ScoreSheet of(List<RiskFactor> factors) {
    int sum = factors.stream().mapToInt(RiskFactor::contribution).sum();
    int score = Math.max(LOWEST, Math.min(HIGHEST, sum));
    if (score == sum) {
      return new ScoreSheet(score, List.copyOf(factors));
    }
    List<RiskFactor> limited = new ArrayList<>(factors);
    limited.add(
        new RiskFactor(
            SCALE_LIMIT,
            score - sum,
            "the factors sum to " + sum + "; the scale is " + LOWEST + " to " + HIGHEST));
    return new ScoreSheet(score, List.copyOf(limited));
  }
}
