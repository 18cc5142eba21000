package io.hearthwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch deadletters}: what to do about rejected records. */
@Command(
    name = "deadletters",
    mixinStandardHelpOptions = true,
    description = "Look at rejected records, send them again, or be done with them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersStatsCommand.class,
      DeadLettersRequeueCommand.class,
      DeadLettersDiscardCommand.class
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do: says so. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
