package io.hearthwatch.schema;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database to the schema that this version of the job writes: schema {@code hearthwatch}
 * with all tables, its history beside them, and schema {@code bi} with views for readers. Run by an
 * explicit command, never by the job: two subtasks must not race to change tables, and who changes
 * tables should know it.
 *
 * <p>Flyway is needed here and in {@link RefusedMigration} only; nothing that runs on a cluster
 * refers to it.
 */
public final class Migration {

  private Migration() {}

  /**
   * Applies what is missing; does nothing when nothing is.
   *
   * @param url {@code jdbc:postgresql://host:port/database}; the database must exist
   * @param user a role that may create a schema
   * @param password its password; empty where the server asks for none
   * @return number of migrations applied
   * @throws SchemaException when the server cannot be reached, refuses, or was migrated with other
   *     files than these
   */
  public static int migrate(String url, String user, String password) {
    return migrate(configuration(), url, user, password);
  }

  /**
   * Applies what is missing up to a version, for rows that were written for it.
   *
   * @param version the last migration to apply
   * @return number of migrations applied
   * @throws SchemaException as {@link #migrate(String, String, String)}
   */
  public static int migrate(String url, String user, String password, int version) {
    return migrate(configuration().target(Integer.toString(version)), url, user, password);
  }

  private static int migrate(
      FluentConfiguration configuration, String url, String user, String password) {
    try {
      return configuration.dataSource(url, user, password).load().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw RefusedMigration.at(url, user).because(e);
    }
  }

  static FluentConfiguration configuration() {
    return Flyway.configure(Migration.class.getClassLoader())
        .locations("classpath:io/hearthwatch/schema")
        .schemas(SchemaVersion.SCHEMA)
        .defaultSchema(SchemaVersion.SCHEMA)
        .createSchemas(true)
        .cleanDisabled(true)
        .loggers("slf4j");
  }
}
