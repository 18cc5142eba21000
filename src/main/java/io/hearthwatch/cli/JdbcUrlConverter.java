package io.hearthwatch.cli;

import io.hearthwatch.config.Password;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a JDBC address of Postgres unless it holds a password, which is never shown. */
final class JdbcUrlConverter implements ITypeConverter<String> {
  private static final String SCHEME = "jdbc:postgresql:";

  @Override
  public String convert(String text) {
    if (Password.isIn(text)) {
      throw new TypeConversionException(
          "it holds a password, or a user before its host, which everybody on this machine could"
              + " read: name the role with --user, and put its password into a file for"
              + " --password-file, or into the variable "
              + Password.VARIABLE);
    }
    if (!text.startsWith(SCHEME)) {
      throw new TypeConversionException(
          "'%s' is no JDBC address of Postgres, such as jdbc:postgresql://localhost:5432/hearthwatch"
              .formatted(text));
    }
    return text;
  }
}
