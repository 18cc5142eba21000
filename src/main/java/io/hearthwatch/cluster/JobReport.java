package io.hearthwatch.cluster;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A job that runs.
 *
 * @param id Flink's id
 * @param parallelism subtasks per stage
 */
public record JobReport(String id, Map<Stage, Integer> parallelism) {

  static JobReport of(String id, JobView view) {
    return new JobReport(id, view.parallelism());
  }

  /** For example {@code ingest=1 admit=1 detect=4}. */
  public String stages() {
    return describe(parallelism);
  }

  static String describe(Map<Stage, Integer> parallelism) {
    return parallelism.entrySet().stream()
        .map(stage -> stage.getKey().key() + "=" + stage.getValue())
        .collect(Collectors.joining(" "));
  }
}
