package io.hearthwatch.cli;

import io.hearthwatch.config.Password;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a JDBC address unless it holds a password, which is never shown. */
final class JdbcUrlConverter implements ITypeConverter<String> {

  @Override
  public String convert(String text) {
    if (Password.isIn(text)) {
      throw new TypeConversionException(
          "it holds a password, or a user before its host, which everybody on this machine could"
              + " read: name the role with --user, and put its password into a file for"
              + " --password-file, or into the variable "
              + Password.VARIABLE);
    }
    return text;
  }
}
