package io.hearthwatch.cli;

import io.hearthwatch.local.JobArguments;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Words on the command line that picocli leaves to the job. */
final class JobWords {
  private JobWords() {}

  /**
   * Says how a configuration file is named to whoever just wrote its path.
   *
   * @param arguments what picocli did not know
   */
  static void requireNamedFile(CommandSpec command, List<String> arguments) {
    new JobArguments(arguments)
        .stray()
        .filter(word -> !word.startsWith("-") && word.matches(".*\\.ya?ml"))
        .ifPresent(
            file -> {
              throw new ParameterException(
                  command.commandLine(), "name the configuration file by --config " + file);
            });
  }

  /** Whether the words begin with a key as configuration files have them. */
  static boolean areKeys(List<String> arguments) {
    return arguments.get(0).matches("--[a-z]+\\.[a-z-]+(=.*)?");
  }
}
