package io.hearthwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the database is and who asks; the password never stands on the command line. */
final class DatabaseOptions {
  private static final String PASSWORD_VARIABLE = "HEARTHWATCH_POSTGRES_PASSWORD";

  @Option(
      names = "--jdbc-url",
      required = true,
      paramLabel = "URL",
      description = "The database: jdbc:postgresql://HOST:PORT/NAME. Required.")
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
              + PASSWORD_VARIABLE
              + ", else none.")
  private Path passwordFile;

  String jdbcUrl() {
    return jdbcUrl;
  }

  String user() {
    return user;
  }

  /**
   * The password from the file, else from the environment, else empty.
   *
   * @throws IOException when the file cannot be read; its message names the file
   */
  String password() throws IOException {
    if (passwordFile != null) {
      return Files.readString(passwordFile).strip();
    }
    String variable = System.getenv(PASSWORD_VARIABLE);
    return variable == null ? "" : variable;
  }
}
