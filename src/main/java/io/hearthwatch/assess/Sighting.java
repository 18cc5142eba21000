package io.hearthwatch.assess;

import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.WatchedClass;
import java.util.List;
import java.util.Map;

/**
 * What a batch saw of one kind: of people, of vehicles of any class, or of animals.
 *
 * @param mostAtOnce most boxes in a single frame; over several classes the sum of their maxima
 * @param frames frames with the kind; over several classes the largest of their counts
 * @param maxConfidenceE4 highest confidence, ten-thousandths
 * @param firstMicros earliest capture time of a frame with it
 * @param lastMicros latest capture time of a frame with it
 * @param staySeconds how long it was in view: see {@link #of}
 */
record Sighting(
    int mostAtOnce,
    int frames,
    int maxConfidenceE4,
    long firstMicros,
    long lastMicros,
    long staySeconds) {

  private static final Sighting NONE = new Sighting(0, 0, 0, 0, 0, 0);

  /**
   * Takes one kind out of a batch.
   *
   * <p>The stay is the time between the first and the last frame with the kind, but no more than
   * its share of the searched frames times the time of all admitted ones: who passes at the
   * beginning and again at the end has not stayed in between.
   */
  static Sighting of(Batch batch, WatchedClass.Kind kind) {
    List<ClassTally> tallies =
        batch.classes().entrySet().stream()
            .filter(entry -> isKind(entry.getKey(), kind))
            .map(Map.Entry::getValue)
            .toList();
    if (tallies.isEmpty()) {
      return NONE;
    }
    long first = tallies.stream().mapToLong(ClassTally::firstSeenMicros).min().getAsLong();
    long last = tallies.stream().mapToLong(ClassTally::lastSeenMicros).max().getAsLong();
    int frames = tallies.stream().mapToInt(ClassTally::frames).max().getAsInt();
    long covered = batch.lastCapturedMicros() - batch.firstCapturedMicros();
    long share = covered * frames / batch.framesAnalysed();
    return new Sighting(
        tallies.stream().mapToInt(ClassTally::maxInFrame).sum(),
        frames,
        tallies.stream().mapToInt(ClassTally::maxConfidenceE4).max().getAsInt(),
        first,
        last,
        Math.min(last - first, share) / 1_000_000L);
  }

  /** Whether it was seen at all. */
  boolean seen() {
    return mostAtOnce > 0;
  }

  private static boolean isKind(String label, WatchedClass.Kind kind) {
    WatchedClass watched = WatchedClass.ofLabel(label);
    return watched != null && watched.kind() == kind;
  }
}
