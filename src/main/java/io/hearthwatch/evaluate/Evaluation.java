package io.hearthwatch.evaluate;

import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.text.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How well a model found what was labelled. Means over classes are over those that have objects: of
 * the others there is nothing to recall. Immutable.
 */
public final class Evaluation {
  /** Intersection over union from which an object counts as found, where one must be chosen. */
  static final double FOUND_FROM = 0.5;

  private static final int OVERLAP_STEPS = 10;

  private final EvaluationSettings settings;
  private final List<FrameComparison> frames;
  private final List<ClassScore> classes;
  private final Map<String, Integer> inventedClasses;
  private final OperatingPoint atThreshold;
  private final OperatingPoint best;
  private final ConfusionMatrix confusion;

  private Evaluation(List<SearchedFrame> searched, EvaluationSettings settings) {
    List<SearchedFrame> counted =
        searched.stream().map(frame -> countedBoxes(frame, settings)).toList();
    this.settings = settings;
    this.frames =
        counted.stream()
            .map(frame -> FrameComparison.of(frame, settings.thresholdE4()))
            .sorted(
                Comparator.comparingInt(FrameComparison::mistakes)
                    .reversed()
                    .thenComparing(comparison -> comparison.frame().name()))
            .toList();
    this.confusion = new ConfusionMatrix(frames);
    Map<String, ClassTally> tallies = tallies(counted);
    this.classes =
        tallies.entrySet().stream()
            .filter(entry -> entry.getValue().objects > 0)
            .map(entry -> entry.getValue().score(entry.getKey(), settings))
            .toList();
    this.inventedClasses = new TreeMap<>();
    tallies.forEach(
        (label, tally) -> {
          int wrong =
              OperatingPoint.at(settings.thresholdE4(), tally.ranked.get(0), 0).detections();
          if (tally.objects == 0 && wrong > 0) {
            inventedClasses.put(label, wrong);
          }
        });
    int objects = tallies.values().stream().mapToInt(tally -> tally.objects).sum();
    List<Ranked> all = tallies.values().stream().flatMap(t -> t.ranked.get(0).stream()).toList();
    this.atThreshold = OperatingPoint.at(settings.thresholdE4(), all, objects);
    this.best = OperatingPoint.best(all, objects);
  }

  /**
   * Runs a detector over labelled frames and compares what it finds with what was labelled.
   *
   * @param factory opens one analyzer per thread; they give boxes from the settings' floor on
   * @param frames as {@link LabelledFolder} gives them, in any order
   * @param threads at least 1
   * @throws InvalidDataSetException when pictures are rejected, with all of them
   * @throws Exception when the model cannot be opened, or a file cannot be read
   */
  public static Evaluation run(
      FrameAnalyzerFactory factory,
      List<LabelledFrame> frames,
      int threads,
      EvaluationSettings settings)
      throws Exception {
    return of(FrameSearch.search(factory, frames, threads), settings);
  }

  /**
   * Compares what was found with what was labelled.
   *
   * @param frames in any order
   * @throws IllegalArgumentException when nothing is labelled in any of them
   */
  static Evaluation of(List<SearchedFrame> frames, EvaluationSettings settings) {
    Evaluation evaluation = new Evaluation(frames, settings);
    if (evaluation.classes.isEmpty()) {
      throw new IllegalArgumentException(
          "no object is labelled in the " + Count.of(frames.size(), "frame"));
    }
    return evaluation;
  }

  private static SearchedFrame countedBoxes(SearchedFrame frame, EvaluationSettings settings) {
    return new SearchedFrame(
        frame.name(),
        frame.picture(),
        frame.objects().stream().filter(object -> settings.judges(object.label())).toList(),
        frame.detections().stream()
            .filter(detection -> detection.confidenceE4() >= settings.floorE4())
            .limit(settings.maxDetections())
            .filter(detection -> settings.judges(detection.label()))
            .toList());
  }

  private static Map<String, ClassTally> tallies(List<SearchedFrame> frames) {
    Map<String, ClassTally> tallies = new TreeMap<>();
    for (SearchedFrame frame : frames) {
      Set<String> labels = new HashSet<>();
      frame.objects().forEach(object -> labels.add(object.label()));
      frame.detections().forEach(detection -> labels.add(detection.label()));
      for (String label : labels) {
        tallies
            .computeIfAbsent(label, name -> new ClassTally())
            .add(
                frame.objects().stream().filter(o -> o.label().equals(label)).toList(),
                frame.detections().stream().filter(d -> d.label().equals(label)).toList());
      }
    }
    return tallies;
  }

  /** One class in all frames: its detections, judged at every overlap. */
  private static final class ClassTally {
    final List<List<Ranked>> ranked = new ArrayList<>();
    int objects;

    ClassTally() {
      for (int step = 0; step < OVERLAP_STEPS; step++) {
        ranked.add(new ArrayList<>());
      }
    }

    void add(List<LabelledBox> labelled, List<Detection> detections) {
      objects += labelled.size();
      Matching matching = new Matching(labelled, detections);
      for (int step = 0; step < OVERLAP_STEPS; step++) {
        int[] pairs = matching.pairs((50 + 5 * step) / 100.0);
        for (int d = 0; d < pairs.length; d++) {
          ranked.get(step).add(new Ranked(detections.get(d).confidenceE4(), pairs[d] >= 0));
        }
      }
    }

    ClassScore score(String label, EvaluationSettings settings) {
      double[] precisions =
          ranked.stream()
              .mapToDouble(step -> AveragePrecision.of(step, objects, settings.interpolation()))
              .toArray();
      double sum = 0;
      for (double precision : precisions) {
        sum += precision;
      }
      return new ClassScore(
          label,
          objects,
          precisions[0],
          sum / precisions.length,
          OperatingPoint.at(settings.thresholdE4(), ranked.get(0), objects),
          OperatingPoint.best(ranked.get(0), objects));
    }
  }

  private double mean(ToDoubleFunction<ClassScore> score) {
    return classes.stream().mapToDouble(score).average().orElseThrow();
  }

  /** Mean average precision at IoU 0.5. */
  public double map50() {
    return mean(ClassScore::ap50);
  }

  /** Mean average precision over IoU 0.50, 0.55 … 0.95. */
  public double map50to95() {
    return mean(ClassScore::ap50to95);
  }

  /** How it was judged. */
  public EvaluationSettings settings() {
    return settings;
  }

  /** Classes that have objects, by name. */
  public List<ClassScore> classes() {
    return classes;
  }

  /** Detections at the job's confidence of classes that were never labelled: all wrong. */
  public Map<String, Integer> inventedClasses() {
    return Collections.unmodifiableMap(inventedClasses);
  }

  /** All classes together at the job's confidence, IoU 0.5. */
  public OperatingPoint atThreshold() {
    return atThreshold;
  }

  /** All classes together at the one confidence of the largest F1, IoU 0.5. */
  public OperatingPoint best() {
    return best;
  }

  /** What was found as what. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** All frames, those with most mistakes first, then by name. */
  List<FrameComparison> frames() {
    return frames;
  }
}
