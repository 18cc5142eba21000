package io.hearthwatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ReadableConfig;

/** Values that are possible each, but not together. */
final class Combinations {
  private final ReadableConfig values;
  private final Set<String> unusable;
  private final Map<String, String> sources;
  private final List<Problem> problems = new ArrayList<>();

  private Combinations(ReadableConfig values, Set<String> unusable, Map<String, String> sources) {
    this.values = values;
    this.unusable = unusable;
    this.sources = sources;
  }

  /**
   * What does not go together.
   *
   * @param values valid values
   * @param unusable keys without a valid value, which are not compared
   * @param sources where each given key stands
   */
  static List<Problem> check(
      ReadableConfig values, Set<String> unusable, Map<String, String> sources) {
    Combinations check = new Combinations(values, unusable, sources);
    check.atMost(
        AdmitOptions.CLOCK_TOLERANCE,
        WindowOptions.ALLOWED_LATENESS,
        "a tolerated fast clock could make honest frames late");
    check.atMost(
        DetectOptions.LOW_CONFIDENCE,
        DetectOptions.CONFIDENCE,
        "boxes that count would never leave the detector");
    check.atMost(
        FetchOptions.READ_AHEAD,
        FetchOptions.CAPACITY,
        "no more pictures can be held than references are in hand");
    check.less(
        AdmitOptions.OUT_OF_ORDERNESS,
        AdmitOptions.MAX_AGE,
        "frames within the tolerated disorder would be too old");
    check.different(AssessOptions.NIGHT_START, AssessOptions.NIGHT_END, "there would be no night");
    check.topic(KafkaOptions.FRAMES_TOPIC, KafkaOptions.EVENTS_TOPIC);
    check.topic(KafkaOptions.FRAMES_TOPIC, KafkaOptions.DEAD_LETTERS_TOPIC);
    check.topic(KafkaOptions.EVENTS_TOPIC, KafkaOptions.DEAD_LETTERS_TOPIC);
    check.ofTopic(InHandOptions.SKIP_OFFSETS, KafkaOptions.FRAMES_TOPIC);
    check.problems.addAll(OverloadRules.check(values, unusable, sources));
    return check.problems;
  }

  private void topic(JobOption<String> one, JobOption<String> other) {
    different(one, other, "the job would mix what it reads and writes");
  }

  private <C extends Comparable<C>> void atMost(
      JobOption<C> small, JobOption<C> large, String why) {
    if (comparable(small, large) && small.in(values).compareTo(large.in(values)) > 0) {
      refuse(small, large, "must be at most", why);
    }
  }

  private <C extends Comparable<C>> void less(JobOption<C> small, JobOption<C> large, String why) {
    if (comparable(small, large) && small.in(values).compareTo(large.in(values)) >= 0) {
      refuse(small, large, "must be less than", why);
    }
  }

  private void ofTopic(JobOption<List<String>> records, JobOption<String> topic) {
    if (!comparable(records, topic) || records.in(values) == null) {
      return;
    }
    String read = topic.in(values);
    if (records.in(values).stream()
        .anyMatch(text -> !RecordRules.coordinates(text).topic().equals(read))) {
      refuse(records, topic, "must name records of", "they would be skipped nowhere");
    }
  }

  private void different(JobOption<String> one, JobOption<String> other, String why) {
    if (comparable(one, other) && one.in(values).equals(other.in(values))) {
      refuse(one, other, "must differ from", why);
    }
  }

  private boolean comparable(JobOption<?> one, JobOption<?> other) {
    return !unusable.contains(one.key()) && !unusable.contains(other.key());
  }

  private void refuse(JobOption<?> one, JobOption<?> other, String relation, String why) {
    String source = sources.getOrDefault(one.key(), sources.getOrDefault(other.key(), ""));
    problems.add(
        new Problem(
            one.key(),
            source,
            Quoted.text(Shown.value(one.in(values)))
                + " does not go with "
                + other.key()
                + " "
                + Quoted.text(Shown.value(other.in(values)))
                + ": it "
                + relation
                + " it, or "
                + why,
            "Change `" + one.key() + "` or `" + other.key() + "`."));
  }
}
