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
  private static final String PREFIX = "--";
  private static final String CONFIG = "config";

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
    List<String> words = new ArrayList<>();
    parallelism.forEach(
        (stage, number) ->
            words.addAll(List.of(PREFIX + stage.key() + PARALLELISM, Integer.toString(number))));
    return with(words);
  }

  /**
   * The same with some options changed or added.
   *
   * @param words {@code --key value}, {@code --key=value}, or a switch {@code --key}
   */
  public Deployment with(List<String> words) {
    List<String> changed = new ArrayList<>(arguments);
    keys(words).forEach(key -> remove(changed, key));
    changed.addAll(words);
    return new Deployment(jar, config, List.copyOf(changed), workingDirectory);
  }

  /** The same without an option; {@code config} is the job's file. */
  public Deployment without(String key) {
    List<String> changed = new ArrayList<>(arguments);
    remove(changed, PREFIX + key);
    return new Deployment(
        jar, key.equals(CONFIG) ? null : config, List.copyOf(changed), workingDirectory);
  }

  /** The same with another jar, which is a copy. */
  Deployment withJar(String copy) {
    return new Deployment(copy, config, arguments, workingDirectory);
  }

  /** The same with another file, which is a copy. */
  Deployment withConfig(String copy) {
    return new Deployment(jar, copy, arguments, workingDirectory);
  }

  /** The options that it was given, without their values, {@code --config} among them. */
  public List<String> options() {
    List<String> all = new ArrayList<>();
    if (config != null) {
      all.add(PREFIX + CONFIG);
    }
    all.addAll(keys(arguments));
    return all;
  }

  private static List<String> keys(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith(PREFIX))
        .map(word -> word.split("=", 2)[0])
        .distinct()
        .toList();
  }

  /** An option's value is the next word, unless that is an option: switches stand alone. */
  private static void remove(List<String> arguments, String key) {
    arguments.removeIf(argument -> argument.startsWith(key + "="));
    for (int at = arguments.indexOf(key); at >= 0; at = arguments.indexOf(key)) {
      boolean hasValue = at + 1 < arguments.size() && !arguments.get(at + 1).startsWith(PREFIX);
      arguments.subList(at, hasValue ? at + 2 : at + 1).clear();
    }
  }
}
