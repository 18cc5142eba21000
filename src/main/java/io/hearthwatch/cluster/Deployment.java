package io.hearthwatch.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that it takes to submit a job, or to submit it again: the jar and the file are copies in the
 * cluster's directory, so that a build or an edit meanwhile does not change what is gone back to.
 *
 * @param jar the copied jar
 * @param config the copied job file; null when all options are arguments
 * @param arguments the job's other arguments
 * @param workingDirectory from where relative paths count
 */
public record Deployment(
    String jar, String config, List<String> arguments, String workingDirectory) {
  private static final String PARALLELISM = ".parallelism";

  /** The job's arguments, as its main method gets them. */
  List<String> jobArguments() {
    List<String> all = new ArrayList<>();
    if (config != null) {
      all.addAll(List.of("--config", config));
    }
    all.addAll(arguments);
    return all;
  }

  /** The same at another parallelism of some stages. */
  Deployment at(Map<Stage, Integer> parallelism) {
    List<String> changed = new ArrayList<>(arguments);
    parallelism.forEach(
        (stage, number) -> {
          String key = "--" + stage.key() + PARALLELISM;
          remove(changed, key);
          changed.addAll(List.of(key, Integer.toString(number)));
        });
    return new Deployment(jar, config, List.copyOf(changed), workingDirectory);
  }

  private static void remove(List<String> arguments, String key) {
    arguments.removeIf(argument -> argument.startsWith(key + "="));
    for (int at = arguments.indexOf(key); at >= 0; at = arguments.indexOf(key)) {
      arguments.subList(at, Math.min(at + 2, arguments.size())).clear();
    }
  }
}
