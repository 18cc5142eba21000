package io.hearthwatch.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of a story under one light.
 *
 * @param offset begin, after the story's start
 * @param length how long it lasts; frames are taken from its begin, inclusive, to its end,
 *     exclusive
 * @param lighting the light
 * @param appearances who is seen where and when
 */
record Act(Duration offset, Duration length, Lighting lighting, List<Appearance> appearances) {

  Act {
    appearances = List.copyOf(appearances);
    for (int i = 0; i < appearances.size(); i++) {
      Appearance one = appearances.get(i);
      if (one.path().from() < 0 || one.path().until() > length.toMillis() / 1000.0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s on %s from second %s to %s does not fit an act of %s",
                one.object(),
                one.cameraId(),
                one.path().from(),
                one.path().until(),
                length));
      }
      for (Appearance other : appearances.subList(i + 1, appearances.size())) {
        if (inTwoPlaces(one, other)) {
          throw new IllegalArgumentException(
              one.object()
                  + " is twice on "
                  + one.cameraId()
                  + " at second "
                  + other.path().from());
        }
      }
    }
  }

  /** End, after the story's start, exclusive. */
  Duration end() {
    return offset.plus(length);
  }

  /** A name of the palette is somebody, who cannot be twice in one picture. */
  private static boolean inTwoPlaces(Appearance one, Appearance other) {
    return one.object().equals(other.object())
        && one.cameraId().equals(other.cameraId())
        && one.path().from() < other.path().until()
        && other.path().from() < one.path().until();
  }
}
