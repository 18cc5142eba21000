package io.hearthwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the local commands. */
@Command(
    name = "hearthwatch",
    description = "Home security intelligence: from camera frames to risk-scored events.",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DemoCommand.class,
      LocalCommand.class,
      StatusCommand.class,
      StopCommand.class,
      ClusterCommand.class,
      TortureCommand.class,
      PublishCommand.class,
      MigrateCommand.class,
      AuditCommand.class,
      ExportCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      DeadLettersCommand.class,
      RetentionCommand.class,
      CheckCommand.class,
      DoctorCommand.class,
      ModelCommand.class,
      ScenesCommand.class
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.DONE,
      "1:what was examined has problems, or the work failed",
      ExitCode.WRONG_USAGE
    },
    footer = {
      "%nIn the source tree, ./hearthwatch also knows:",
      "  build   Build the jars, as the first command does by itself.",
      "  test    Build, run the tests, and name the slowest.",
      "  stories Run the long tests, with processes that are killed."
    })
public final class Hearthwatch implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "On failure, show where it happened.")
  private boolean stackTrace;

  /** Runs a command and ends the JVM with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command tree, ready to run; tests give it writers of their own. */
  static CommandLine commandLine() {
    ErrorReport report = new ErrorReport();
    return new CommandLine(new Hearthwatch())
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report);
  }

  /** Whether the person asked for stack traces, on whichever command. */
  static boolean wantsStackTrace(CommandLine command) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return ((Hearthwatch) root.getCommand()).stackTrace;
  }

  /** Without a command there is nothing to do: says so. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }
}
