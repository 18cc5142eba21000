package io.hearthwatch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database password comes from, for the job and for the local commands: a file, or else
 * the environment.
 */
public final class Password {
  /** The environment variable. */
  public static final String VARIABLE = "HEARTHWATCH_POSTGRES_PASSWORD";

  /** The key that people try first, and that would show the password in every process list. */
  static final String REFUSED_KEY = "postgres.password";

  static final String REMEDY =
      "Remove it there; put the password into a file named by `"
          + PostgresOptions.PASSWORD_FILE.key()
          + "`, or into the environment variable "
          + VARIABLE
          + ".";

  private Password() {}

  /**
   * Whether a JDBC address holds a password, or a user before its host: it would be seen in process
   * lists, logs and error messages.
   */
  public static boolean isIn(String jdbcUrl) {
    return jdbcUrl.toLowerCase(Locale.ROOT).contains("password=") || jdbcUrl.contains("@");
  }

  /**
   * The password; empty when there is none.
   *
   * @param file path of the file; null for none
   * @throws IllegalArgumentException when the file cannot be used, or lies open to others ({@link
   *     ReadableByOthers}), with the reason
   */
  public static String find(String file, Map<String, String> environment) {
    if (file == null) {
      return environment.getOrDefault(VARIABLE, "");
    }
    String password;
    Optional<String> open;
    try {
      password = Files.readString(Path.of(file)).replaceFirst("[\\r\\n]+$", "");
      open = ReadableByOthers.mode(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(Quoted.text(file) + " cannot be read", e);
    }
    if (password.isEmpty() || password.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(Quoted.text(file) + " does not hold one line of text");
    }
    if (open.isPresent()) {
      throw new IllegalArgumentException(
          "%s can be read by other users of this machine (%s): chmod 600 %s"
              .formatted(Quoted.text(file), open.get(), file));
    }
    return password;
  }
}
