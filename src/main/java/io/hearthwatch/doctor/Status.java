package io.hearthwatch.doctor;

import java.util.Locale;

/** How something was found. */
public enum Status {
  /** As it should be. */
  OK,
  /**
   * The best way is not to be had; another one is taken, with the same results or as configured.
   */
  FALLBACK,
  /** A job runs, but should be told. */
  WARNING,
  /** A job would not start, or not work. */
  PROBLEM,
  /** Not looked at, because nobody said where. */
  SKIPPED;

  /** The word for people and programs: {@code ok}, {@code fallback}, … */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
