package io.hearthwatch.domain;

import java.util.Locale;

/**
 * What became of one Kafka record. Every record has exactly one outcome, and a row that says so.
 */
public enum Outcome {
  /** Decoded and searched for objects; its detections, possibly none, are in table detection. */
  ANALYSED,
  /** The same frame (camera, capture time, URI) was admitted before. */
  DUPLICATE,
  /** Its window had been closed for longer than the allowed lateness, by the camera's own clock. */
  LATE,
  /** Could not be used; the {@link Reason} says why. */
  REJECTED,
  /**
   * Admitted, and neither fetched nor searched: more frames arrived than the declared capacity, and
   * other cameras matter more.
   */
  SHED,
  /** A range of offsets that held no readable record. */
  GAP;

  /** The name used in tables and messages: lower snake case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
