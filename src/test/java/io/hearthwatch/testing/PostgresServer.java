package io.hearthwatch.testing;

import io.hearthwatch.schema.Migration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Postgres for tests: started once per JVM on first use, stopped with the JVM. Every test
 * takes a database of its own from it.
 */
public final class PostgresServer {
  private static final String TEMPLATE = "hearthwatch_template";
  private static final String USER = "postgres";

  private static EmbeddedPostgres postgres;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** A new database with all tables, empty: a copy of one that was migrated once. */
  public static synchronized TestDatabase freshDatabase() {
    start();
    return create("test_" + DATABASES.incrementAndGet() + " TEMPLATE " + TEMPLATE);
  }

  /** A new database with all that another one holds; nobody may be connected to that. */
  public static synchronized TestDatabase copyOf(TestDatabase database) {
    String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    return create("copy_" + DATABASES.incrementAndGet() + " TEMPLATE " + name);
  }

  /** A new database without anything in it. */
  public static synchronized TestDatabase emptyDatabase() {
    start();
    return create("empty_" + DATABASES.incrementAndGet());
  }

  private static TestDatabase create(String nameAndTemplate) {
    execute("CREATE DATABASE " + nameAndTemplate);
    String name = nameAndTemplate.split(" ", 2)[0];
    return new TestDatabase(url(name), USER, "");
  }

  private static void start() {
    if (postgres != null) {
      return;
    }
    try {
      postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException e) {
      throw new UncheckedIOException("embedded Postgres does not start", e);
    }
    execute("CREATE DATABASE " + TEMPLATE);
    Migration.migrate(url(TEMPLATE), USER, "");
  }

  private static String url(String database) {
    return postgres.getJdbcUrl(USER, database).replaceFirst("\\?.*", "");
  }

  private static void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
