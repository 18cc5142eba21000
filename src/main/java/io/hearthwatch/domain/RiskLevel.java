package io.hearthwatch.domain;

import java.util.Locale;

/** The four risk levels; always derived from the score. */
public enum RiskLevel {
  /** 0 to 29. */
  LOW,
  /** 30 to 59. */
  MEDIUM,
  /** 60 to 84. */
  HIGH,
  /** 85 to 100. */
  CRITICAL;

  /**
   * The level of a score.
   *
   * @param score 0 to 100
   * @throws IllegalArgumentException outside that range
   */
  public static RiskLevel ofScore(int score) {
    if (score < 0 || score > 100) {
      throw new IllegalArgumentException("risk score " + score + " is not within 0 to 100");
    }
    if (score >= 85) {
      return CRITICAL;
    }
    if (score >= 60) {
      return HIGH;
    }
    return score >= 30 ? MEDIUM : LOW;
  }

  /** The name used in tables and messages: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
