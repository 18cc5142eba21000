package io.hearthwatch.cli;

import io.hearthwatch.config.Password;
import picocli.CommandLine.Option;

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
}
