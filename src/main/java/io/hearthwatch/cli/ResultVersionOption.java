package io.hearthwatch.cli;

import io.hearthwatch.deadletters.Letters;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which set of results is meant, where there may be several. */
final class ResultVersionOption {
  @Option(
      names = "--result-version",
      paramLabel = "NAME",
      description = "The set of results that rejected them. Default: the only one there is.")
  private String name;

  /** The given one, or the only one. */
  String require(CommandSpec command, Letters letters) throws SQLException {
    try {
      return letters.resultVersion(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
