package io.hearthwatch.config;

/** What another value of an option changes; every option declares one. */
public enum Affects {
  /**
   * The rows that the same records lead to. Part of {@link ConfigDigest}: a result version never
   * mixes two values.
   */
  RESULTS,
  /** Where, when or how fast rows are written, never what stands in them. */
  OPERATION
}
