package io.hearthwatch.torture.model;

import java.util.Objects;

/**
 * An admitted frame and what looking at it gave.
 *
 * @param frame admitted
 * @param sight one of those that it may have
 * @param attempt the record by which it was looked at once more, and then well; null for the first
 * @param undecided whether more than one sight is right
 */
record Seen(Frame frame, Sight sight, Frame attempt, boolean undecided) {
  Seen {
    Objects.requireNonNull(frame.admission(), "admission");
  }

  boolean searched() {
    return sight.reason() == null;
  }

  /** Offset of the last of its records that counts. */
  long lastOffset() {
    return attempt == null ? frame.record().offset() : attempt.record().offset();
  }

  long capturedMicros() {
    return frame.reading().capturedMicros();
  }

  /** How many boxes of a class it shows. */
  long count(String label) {
    return sight.found().stream().filter(found -> found.label().equals(label)).count();
  }
}
