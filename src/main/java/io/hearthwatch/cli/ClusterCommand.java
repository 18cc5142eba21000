package io.hearthwatch.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a cluster of processes on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "Run the job on a Flink cluster of processes on this machine.",
      "",
      "The processes outlive the command; `cluster stop` ends them. All files lie in one directory,"
          + " and everything listens on this machine only.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ClusterStartCommand.class,
      ClusterSubmitCommand.class,
      ClusterStatusCommand.class,
      ClusterScaleCommand.class,
      ClusterSavepointCommand.class,
      ClusterUpgradeCommand.class,
      ClusterStopCommand.class
    },
    footer = {
      "",
      "For example:",
      "  hearthwatch cluster start --task-managers 2",
      "  hearthwatch cluster submit --config jobs/home.yaml",
      "  hearthwatch cluster scale detect=4",
      "  hearthwatch cluster upgrade --healthy-within 60s",
      "  hearthwatch cluster stop"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do: says so. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
