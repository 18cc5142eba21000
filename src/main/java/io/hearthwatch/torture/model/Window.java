package io.hearthwatch.torture.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;

/**
 * One camera's window with all its admitted frames.
 *
 * @param frames at least one, in the camera's sequence
 * @param closed whether the camera's clock passed its end
 */
record Window(List<Seen> frames, boolean closed) {

  /**
   * @param detections boxes of a class
   * @param frames frames with one
   * @param mostInFrame most of them in one frame
   * @param surestE4 highest confidence
   * @param sumE4 sum of confidences
   * @param firstMicros first sight
   * @param lastMicros last sight
   */
  record Tally(
      long detections,
      long frames,
      long mostInFrame,
      long surestE4,
      long sumE4,
      long firstMicros,
      long lastMicros) {}

  String camera() {
    return frames.get(0).frame().reading().camera();
  }

  long startMillis() {
    return frames.get(0).frame().admission().windowStartMillis();
  }

  UUID batchId() {
    return frames.get(0).frame().admission().batchId();
  }

  boolean undecided() {
    return frames.stream().anyMatch(Seen::undecided);
  }

  List<Seen> searched() {
    return frames.stream().filter(Seen::searched).toList();
  }

  /** How many failed at first. */
  long recovered() {
    return frames.stream().filter(seen -> seen.attempt() != null).count();
  }

  int found() {
    return frames.stream().mapToInt(seen -> seen.sight().found().size()).sum();
  }

  long firstMicros() {
    return over(Seen::capturedMicros, Math::min);
  }

  long lastMicros() {
    return over(Seen::capturedMicros, Math::max);
  }

  int partition() {
    return frames.get(0).frame().record().partition();
  }

  long firstOffset() {
    return over(seen -> seen.frame().record().offset(), Math::min);
  }

  long lastOffset() {
    return over(Seen::lastOffset, Math::max);
  }

  private long over(ToLongFunction<Seen> value, LongBinaryOperator which) {
    return frames.stream().mapToLong(value).reduce(which).getAsLong();
  }

  /** The object that shows it best; null when nothing was found. */
  KeyPicture keyPicture() {
    return frames.stream()
        .flatMap(seen -> seen.sight().found().stream().map(f -> new KeyPicture(seen, f)))
        .min(KeyPicture.BEST_FIRST)
        .orElse(null);
  }

  /** What was seen of each class, by name. */
  Map<String, Tally> tallies() {
    Map<String, Tally> tallies = new TreeMap<>();
    frames.stream()
        .flatMap(seen -> seen.sight().found().stream())
        .map(Found::label)
        .distinct()
        .forEach(label -> tallies.put(label, tally(label)));
    return tallies;
  }

  private Tally tally(String label) {
    List<Seen> with = frames.stream().filter(seen -> seen.count(label) > 0).toList();
    long[] confidences =
        with.stream()
            .flatMap(seen -> seen.sight().found().stream())
            .filter(found -> found.label().equals(label))
            .mapToLong(Found::confidenceE4)
            .toArray();
    return new Tally(
        confidences.length,
        with.size(),
        with.stream().mapToLong(seen -> seen.count(label)).max().getAsLong(),
        java.util.Arrays.stream(confidences).max().getAsLong(),
        java.util.Arrays.stream(confidences).sum(),
        with.stream().mapToLong(Seen::capturedMicros).min().getAsLong(),
        with.stream().mapToLong(Seen::capturedMicros).max().getAsLong());
  }
}
