package io.hearthwatch.cli;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.text.Explained;
import io.hearthwatch.text.OneLine;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong on stderr: one line and the way to help, not a page of usage or a stack
 * trace, which {@code --stack-trace} adds.
 */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Class of the SQL standard: no such role, or not its password. */
  private static final String INVALID_AUTHORIZATION = "28";

  /** A wrong call: {@link ExitCode#USAGE}. */
  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(line(command, error.getMessage()));
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  /** A command that threw: {@link ExitCode#FAILED}, or USAGE for a wrong configuration. */
  @Override
  public int handleExecutionException(
      Exception error, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    boolean configuration = error instanceof InvalidConfigurationException;
    String text = error instanceof Explained ? error.getMessage() : OneLine.of(error);
    err.println(configuration ? error.getMessage() : line(command, text));
    if (isRefusedLogin(error)) {
      err.println(
          "The server refused the role: --user names it, --password-file its password (see --help).");
    }
    if (Hearthwatch.wantsStackTrace(command)) {
      error.printStackTrace(err);
    } else if (!configuration) {
      err.println("(--stack-trace shows where)");
    }
    err.flush();
    return configuration ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private static boolean isRefusedLogin(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(INVALID_AUTHORIZATION)) {
        return true;
      }
    }
    return false;
  }

  private static String line(CommandLine command, String message) {
    return command
        .getColorScheme()
        .errorText(command.getCommandSpec().qualifiedName() + ": " + message)
        .toString();
  }
}
