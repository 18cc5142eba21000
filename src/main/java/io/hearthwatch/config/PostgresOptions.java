package io.hearthwatch.config;

import org.apache.flink.configuration.ConfigOptions;

/** Options {@code postgres.*}: the database that is written to. */
public final class PostgresOptions {
  /** The database. */
  public static final JobOption<String> JDBC_URL =
      JobOption.ofOperation(
          ConfigOptions.key("postgres.jdbc-url")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The database. User and password are not part of it. The job waits for an answer for"
                      + " a minute, or as many seconds as `?socketTimeout=` says."),
          TextRules.jdbcUrl("jdbc:postgresql://localhost:5432/hearthwatch"));

  /** The role. */
  public static final JobOption<String> USER =
      JobOption.ofOperation(
          ConfigOptions.key("postgres.user")
              .stringType()
              .defaultValue("hearthwatch")
              .withDescription("Role that writes."),
          TextRules.name("a name", "hearthwatch"));

  /** File with the password. */
  public static final JobOption<String> PASSWORD_FILE =
      JobOption.ofOperation(
              ConfigOptions.key("postgres.password-file")
                  .stringType()
                  .noDefaultValue()
                  .withDescription(
                      "File with the role's password. Without it the environment variable "
                          + "`HEARTHWATCH_POSTGRES_PASSWORD` counts, and without both no password "
                          + "is sent."),
              TextRules.name("a path", "/run/secrets/postgres-password"))
          .optional();

  private PostgresOptions() {}
}
