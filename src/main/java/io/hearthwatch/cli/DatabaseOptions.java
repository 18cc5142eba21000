package io.hearthwatch.cli;

import io.hearthwatch.config.Password;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the database is and who asks; the password never stands on the command line. */
final class DatabaseOptions {
  @Option(
      names = "--jdbc-url",
      required = true,
      converter = JdbcUrlConverter.class,
      paramLabel = "URL",
      description = "The database: jdbc:postgresql://HOST:PORT/NAME, without a password. Required.")
  private String jdbcUrl;

  @Option(
      names = "--user",
      defaultValue = "hearthwatch",
      paramLabel = "ROLE",
      description = "Postgres role. Default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "File that holds the password. Default: the variable "
              + Password.VARIABLE
              + ", else none.")
  private String passwordFile;

  String jdbcUrl() {
    return jdbcUrl;
  }

  String user() {
    return user;
  }

  /**
   * The password, found as the job finds it; empty when there is none.
   *
   * @throws IllegalArgumentException when the file cannot be used; its message names the file
   */
  String password() {
    return Password.find(passwordFile, System.getenv());
  }

  /**
   * The same for a command that needs it.
   *
   * @throws ParameterException when the file cannot be used
   */
  String requirePassword(CommandSpec command) {
    try {
      return password();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--password-file: " + e.getMessage(), e);
    }
  }

  /** A connection, which the caller closes. */
  Connection connect(CommandSpec command) throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, requirePassword(command));
  }
}
