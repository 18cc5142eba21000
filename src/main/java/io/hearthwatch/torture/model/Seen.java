package io.hearthwatch.torture.model;

import java.util.Objects;

/**
 * An admitted frame and what looking at it gave.
 *
 * @param frame admitted
 * @param sight one of those that it may have
 */
record Seen(Frame frame, Sight sight) {
  Seen {
    Objects.requireNonNull(frame.admission(), "admission");
  }

  boolean searched() {
    return sight.reason() == null;
  }

  long capturedMicros() {
    return frame.reading().capturedMicros();
  }

  /** How many boxes of a class it shows. */
  long count(String label) {
    return sight.found().stream().filter(found -> found.label().equals(label)).count();
  }
}
