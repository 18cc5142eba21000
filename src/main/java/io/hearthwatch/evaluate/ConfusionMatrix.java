package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often what was labelled as one class was found as which, at the job's confidence and IoU 0.5.
 * Immutable.
 */
public final class ConfusionMatrix {
  /** Stands for the other side where there is none: found where nothing is, or not found. */
  public static final String NOTHING = "(nothing)";

  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  /** Counts all frames. */
  ConfusionMatrix(List<FrameComparison> frames) {
    for (FrameComparison frame : frames) {
      for (FrameComparison.Pair pair : frame.found()) {
        count(pair.object().label(), pair.detection().label());
      }
      for (FrameComparison.Pair pair : frame.confused()) {
        count(pair.object().label(), pair.detection().label());
      }
      for (LabelledBox object : frame.missed()) {
        count(object.label(), NOTHING);
      }
      for (Detection detection : frame.invented()) {
        count(NOTHING, detection.label());
      }
    }
  }

  private void count(String labelled, String found) {
    counts.computeIfAbsent(labelled, label -> new TreeMap<>()).merge(found, 1, Integer::sum);
  }

  /** How many objects of one class were found as another; either may be {@link #NOTHING}. */
  public int between(String labelled, String found) {
    return counts.getOrDefault(labelled, Map.of()).getOrDefault(found, 0);
  }

  /** All counts above 0: by what was labelled, then by what was found; sorted by name. */
  public Map<String, Map<String, Integer>> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
