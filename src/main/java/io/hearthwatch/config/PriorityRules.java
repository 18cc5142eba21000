package io.hearthwatch.config;

import io.hearthwatch.ingest.CameraPattern;
import io.hearthwatch.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;

/**
 * What is written into the lists of priorities and means nothing: whoever wrote it expects a camera
 * to be spared, or to go first, that is not. The job would run, and the difference would show only
 * under overload; so each is refused.
 */
final class PriorityRules {
  private final List<CameraPattern> low;
  private final List<CameraPattern> high;
  private final List<CameraPattern> heard;
  private final Map<String, String> sources;
  private final List<Problem> problems = new ArrayList<>();

  private PriorityRules(ReadableConfig values, Set<String> unusable, Map<String, String> sources) {
    this.low = patterns(OverloadOptions.LOW_PRIORITY, values, unusable);
    this.high = patterns(OverloadOptions.HIGH_PRIORITY, values, unusable);
    this.heard = patterns(IngestOptions.CAMERAS, values, unusable);
    this.sources = sources;
  }

  /**
   * What means nothing.
   *
   * @param unusable keys without a valid value, which are not compared
   * @param sources where each given key stands
   */
  static List<Problem> check(
      ReadableConfig values, Set<String> unusable, Map<String, String> sources) {
    PriorityRules rules = new PriorityRules(values, unusable, sources);
    rules.inOneOfThem();
    rules.someCameraIsMeant(OverloadOptions.HIGH_PRIORITY, rules.high);
    rules.someCameraIsMeant(OverloadOptions.LOW_PRIORITY, rules.low);
    rules.notAllAreHigh();
    rules.lowTakesEffect();
    return rules.problems;
  }

  private void inOneOfThem() {
    Set<String> alsoLow = low.stream().map(CameraPattern::toString).collect(Collectors.toSet());
    for (CameraPattern camera : high) {
      if (alsoLow.contains(camera.toString())) {
        refuse(
            OverloadOptions.HIGH_PRIORITY,
            "and overload.low-priority both name " + quoted(camera),
            "Name it in one of them.");
      }
    }
  }

  private void someCameraIsMeant(JobOption<List<String>> option, List<CameraPattern> named) {
    if (heard.isEmpty()) {
      return;
    }
    List<String> known = heard.stream().map(CameraPattern::toString).toList();
    for (CameraPattern camera : named) {
      if (heard.stream().noneMatch(camera::meets)) {
        refuse(
            option,
            quoted(camera)
                + (camera.isId() ? " is no camera" : " matches no camera")
                + " that ingest.cameras lets in"
                + Suggestion.among(known, camera.toString()),
            "Correct it, remove it, or name the camera in `ingest.cameras` too.");
      }
    }
  }

  private void notAllAreHigh() {
    String remedy =
        "Name only those whose frames must stay, or let all wait: `overload.policy: backlog`.";
    List<CameraPattern> all = high.stream().filter(CameraPattern::isAll).toList();
    for (CameraPattern camera : all) {
      refuse(
          OverloadOptions.HIGH_PRIORITY,
          quoted(camera) + " is every camera: no frame could ever be shed",
          remedy);
    }
    if (all.isEmpty()
        && !heard.isEmpty()
        && heard.stream().allMatch(camera -> isCovered(camera, high))) {
      refuse(
          OverloadOptions.HIGH_PRIORITY,
          "names every camera that ingest.cameras lets in: no frame could ever be shed",
          remedy);
    }
  }

  /** What the pattern of all does to the others is told once, of itself. */
  private void lowTakesEffect() {
    List<CameraPattern> before = high.stream().filter(camera -> !camera.isAll()).toList();
    for (CameraPattern camera : low) {
      List<CameraPattern> covering = before.stream().filter(other -> other.covers(camera)).toList();
      if (covering.stream().anyMatch(other -> other.toString().equals(camera.toString()))) {
        // Told as named in both.
        continue;
      }
      List<CameraPattern> meant = heard.stream().filter(camera::meets).toList();
      if (!covering.isEmpty()) {
        refuse(
            OverloadOptions.LOW_PRIORITY,
            quoted(camera)
                + " never takes effect: overload.high-priority "
                + quoted(covering.get(0))
                + " covers it, and goes before",
            "Remove it here, or name fewer cameras there.");
      } else if (!meant.isEmpty() && meant.stream().allMatch(other -> isCovered(other, before))) {
        refuse(
            OverloadOptions.LOW_PRIORITY,
            quoted(camera)
                + " never takes effect: overload.high-priority covers all of ingest.cameras that it"
                + " means, and goes before",
            "Remove it here, or name fewer cameras there.");
      }
    }
  }

  private static boolean isCovered(CameraPattern camera, List<CameraPattern> by) {
    return by.stream().anyMatch(other -> other.covers(camera));
  }

  private static String quoted(CameraPattern camera) {
    return Quoted.text(camera.toString());
  }

  private void refuse(JobOption<?> option, String message, String remedy) {
    problems.add(
        new Problem(option.key(), sources.getOrDefault(option.key(), ""), message, remedy));
  }

  private static List<CameraPattern> patterns(
      JobOption<List<String>> option, ReadableConfig values, Set<String> unusable) {
    List<String> written = unusable.contains(option.key()) ? null : option.in(values);
    return Objects.requireNonNullElse(written, List.<String>of()).stream()
        .map(CameraPattern::new)
        .toList();
  }
}
