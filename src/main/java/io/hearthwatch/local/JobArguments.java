package io.hearthwatch.local;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The job's command line in a local run: what a person gave, before which presets give way, and
 * what belongs to the run itself and cannot be given.
 */
public final class JobArguments {
  private static final String PREFIX = "--";

  private final List<String> given;
  private final Map<String, String> presets = new LinkedHashMap<>();

  /**
   * Starts from what a person gave.
   *
   * @param given {@code --stage.key value} or {@code --stage.key=value}
   */
  public JobArguments(List<String> given) {
    this.given = List.copyOf(given);
  }

  /** The first word that is neither an option of the job nor the value of one, if there is any. */
  public Optional<String> stray() {
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      boolean option = word.startsWith(PREFIX) && (word.contains(".") || isKey(word, "config"));
      if (!option) {
        return Optional.of(word);
      }
      if (!word.contains("=")) {
        i++;
      }
    }
    return Optional.empty();
  }

  /** Adds an option that holds unless the person gave the same. */
  public JobArguments preset(String key, String value) {
    presets.put(key, value);
    return this;
  }

  /**
   * All options, ready for the job.
   *
   * @param own options that belong to the run
   * @throws InvalidConfigurationException when the person gave one of these
   */
  public List<String> with(Map<String, String> own) {
    List<Problem> problems =
        own.keySet().stream()
            .filter(this::isGiven)
            .map(key -> new Problem(key, "argument", "belongs to this command", "Leave it out."))
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    List<String> arguments = new ArrayList<>();
    own.forEach((key, value) -> add(arguments, key, value));
    presets.forEach(
        (key, value) -> {
          if (!isGiven(key)) {
            add(arguments, key, value);
          }
        });
    arguments.addAll(given);
    return arguments;
  }

  private boolean isGiven(String key) {
    return given.stream().anyMatch(word -> isKey(word, key));
  }

  private static boolean isKey(String word, String key) {
    return word.equals(PREFIX + key) || word.startsWith(PREFIX + key + "=");
  }

  private static void add(List<String> arguments, String key, String value) {
    arguments.add(PREFIX + key);
    arguments.add(value);
  }
}
