package io.hearthwatch.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --parallelism} of the commands that search pictures themselves. */
final class ParallelismOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Inferences under way at once. Default: the processors, here ${DEFAULT-VALUE}.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  /**
   * At least 1.
   *
   * @throws ParameterException when another number was given
   */
  int require() {
    if (parallelism < 1) {
      throw new ParameterException(command.commandLine(), "--parallelism must be at least 1");
    }
    return parallelism;
  }
}
