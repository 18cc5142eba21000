package io.hearthwatch.deadletters;

import java.util.Locale;
import java.util.Set;

/** Where a rejected record stands; the names are those of view {@code bi.dead_letter}. */
public enum LetterState {
  /** Nobody has done anything about it, or what was done failed again. */
  OPEN,
  /** Sent again, and not accounted for yet. */
  REQUEUED,
  /** Sent again when its window was closed for good: it cannot be mended any more. */
  LATE,
  /** The frame has been analysed since. */
  RECOVERED,
  /** Somebody is done with it. */
  DISCARDED;

  /** Those that somebody may still want to do something about. */
  public static final Set<LetterState> UNSETTLED = Set.of(OPEN, REQUEUED, LATE);

  /** The name used in tables and output: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that name. */
  static LetterState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
