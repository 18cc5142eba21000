package io.hearthwatch.config;

import io.hearthwatch.overload.OverloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.configuration.ReadableConfig;

/** What the options {@code overload.*} mean together. */
final class OverloadRules {
  /** What shedding cannot do without. */
  static final List<JobOption<?>> NEEDED =
      List.of(OverloadOptions.FRAMES_PER_SECOND, OverloadOptions.PARTITIONS);

  private static final List<JobOption<?>> OF_SHEDDING =
      List.of(
          OverloadOptions.FRAMES_PER_SECOND,
          OverloadOptions.PARTITIONS,
          OverloadOptions.SHED_AFTER,
          OverloadOptions.LOW_PRIORITY,
          OverloadOptions.HIGH_PRIORITY);

  private OverloadRules() {}

  /** Whether frames are shed; not where the policy could not be read. */
  static boolean sheds(ReadableConfig values) {
    return OverloadOptions.POLICIES.get(OverloadOptions.POLICY.in(values));
  }

  /** The settings; null where nothing is shed. */
  static OverloadSettings settings(ReadableConfig values) {
    return sheds(values)
        ? new OverloadSettings(
            OverloadOptions.FRAMES_PER_SECOND.in(values),
            OverloadOptions.PARTITIONS.in(values),
            OverloadOptions.SHED_AFTER.in(values),
            cameras(OverloadOptions.LOW_PRIORITY, values),
            cameras(OverloadOptions.HIGH_PRIORITY, values))
        : null;
  }

  /**
   * What does not go together.
   *
   * @param unusable keys without a valid value, which are not compared
   * @param sources where each given key stands
   */
  static List<Problem> check(
      ReadableConfig values, Set<String> unusable, Map<String, String> sources) {
    List<Problem> problems = new ArrayList<>();
    if (!sheds(values) && !unusable.contains(OverloadOptions.POLICY.key())) {
      for (JobOption<?> option : OF_SHEDDING) {
        if (sources.containsKey(option.key())) {
          problems.add(
              new Problem(
                  option.key(),
                  sources.get(option.key()),
                  "means nothing while overload.policy is `backlog`: no frame is shed",
                  "Set `overload.policy: shed`, or remove `" + option.key() + "`."));
        }
      }
    }
    problems.addAll(PriorityRules.check(values, unusable, sources));
    return problems;
  }

  private static List<String> cameras(JobOption<List<String>> option, ReadableConfig values) {
    return Objects.requireNonNullElse(option.in(values), List.of());
  }
}
