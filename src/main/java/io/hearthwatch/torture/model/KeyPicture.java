package io.hearthwatch.torture.model;

import java.util.Comparator;

/**
 * What may show a window best.
 *
 * @param seen the frame
 * @param found the object in it
 */
record KeyPicture(Seen seen, Found found) {
  /** People, vehicles, animals, the rest; the surest; the largest; the earliest; by key. */
  static final Comparator<KeyPicture> BEST_FIRST =
      Comparator.comparingInt((KeyPicture key) -> Watched.rank(key.found.label()))
          .thenComparingInt(key -> -key.found.confidenceE4())
          .thenComparingDouble(key -> -key.found.area())
          .thenComparingLong(key -> key.seen.capturedMicros())
          .thenComparing(key -> key.seen.frame().frameId().toString());
}
