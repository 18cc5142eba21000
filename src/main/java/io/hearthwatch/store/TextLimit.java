package io.hearthwatch.store;

/**
 * Longest text that is stored of each kind, in UTF-16 units; what is longer ends in an ellipsis.
 * Those that stand in an index stay far below what an index entry can hold (2704 bytes).
 */
enum TextLimit {
  /** Indexed. The reference parser allows no longer one. */
  CAMERA_ID(64),
  /** Indexed. Kafka allows no longer one. */
  TOPIC(249),
  /** Not indexed. Object stores allow keys of 1024 bytes, inner web addresses some more. */
  URI(4096),
  /** A class name of the model. */
  LABEL(256),
  /** The stable name of a risk rule, or of what closed a batch. */
  NAME(128),
  /** A sentence for people. */
  SENTENCE(1024);

  private final int units;

  TextLimit(int units) {
    this.units = units;
  }

  /** Length of the longest text that is kept whole. */
  int units() {
    return units;
  }
}
