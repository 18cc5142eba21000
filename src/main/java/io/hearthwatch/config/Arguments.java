package io.hearthwatch.config;

import java.util.List;
import java.util.Optional;

/**
 * The arguments of a command: {@code --key value}, {@code --key=value}, a switch without value, and
 * {@code --config FILE}.
 *
 * @param file the configuration file, if one is named
 * @param given the rest
 */
record Arguments(Optional<String> file, GivenValues given) {
  private static final String SOURCE = "argument";
  private static final String CONFIG = "config";

  static Arguments parse(List<String> arguments) {
    GivenValues given = new GivenValues();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (!argument.startsWith("--") || argument.length() == 2) {
        // Not shown: it may be the second half of a secret that was not quoted.
        given.addProblem(
            "argument " + (at + 1),
            SOURCE,
            "belongs to no option",
            "Write `--stage.name value`; put a value with spaces into quotes.");
        continue;
      }
      int equals = argument.indexOf('=');
      boolean hasNext = at + 1 < arguments.size() && !arguments.get(at + 1).startsWith("--");
      if (equals >= 0) {
        given.add(
            Given.scalar(argument.substring(2, equals), argument.substring(equals + 1), SOURCE));
      } else if (hasNext) {
        at++;
        given.add(Given.scalar(argument.substring(2), arguments.get(at), SOURCE));
      } else {
        withoutValue(argument.substring(2), given);
      }
    }
    Given file = given.values().remove(CONFIG);
    return new Arguments(Optional.ofNullable(file).map(value -> value.items().get(0)), given);
  }

  private static void withoutValue(String key, GivenValues given) {
    JobOption<?> option = JobOptions.BY_KEY.get(key);
    if (option != null && option.option().defaultValue() instanceof Boolean) {
      given.add(Given.scalar(key, "true", SOURCE));
    } else if (option == null && !key.equals(CONFIG)) {
      // Reported as unknown, which is the better news.
      given.add(Given.scalar(key, "", SOURCE));
    } else {
      String example = key.equals(CONFIG) ? "jobs/home.yaml" : option.rule().example();
      given.addProblem(key, SOURCE, "has no value", "Write `--" + key + " " + example + "`.");
    }
  }
}
