package io.hearthwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a model before a job uses it. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Look into a model, or measure how good it is.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {ModelInspectCommand.class, ModelEvaluateCommand.class},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:what was examined has problems, or the work failed",
      ExitCode.WRONG_USAGE
    })
final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do: says so. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
