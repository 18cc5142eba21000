package io.hearthwatch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Who may read what, on a real server; every test has roles of its own, as they are the server's.
 */
class ReaderRoleITCase {

  @Test
  void aMemberReadsTheViewsAndNothingElse() throws SQLException {
    TestDatabase database = PostgresServer.freshDatabase();
    try (Connection owner = database.connect()) {
      assertThat(ReaderRole.grant(owner)).isEmpty();
      assertThat(ReaderRole.grant(owner)).as("again").isEmpty();
      Rows.execute(owner, "CREATE ROLE dashboard LOGIN IN ROLE " + ReaderRole.NAME);
    }

    try (Connection reader = as("dashboard", database)) {
      for (String view :
          Rows.query(reader, "SELECT viewname FROM pg_views WHERE schemaname = 'bi'")) {
        assertThat(Rows.query(reader, "SELECT true FROM bi." + view)).as(view).isNotNull();
      }
      assertThat(SiteTimeZone.read(reader)).hasToString("UTC");
      assertRefused(reader, "SELECT * FROM hearthwatch.event");
      assertRefused(reader, "DELETE FROM bi.site");
      assertRefused(reader, "UPDATE bi.result_version SET status = 'retired'");
      assertRefused(reader, "CREATE TABLE bi.mine (id integer)");
    }
  }

  @Test
  void theGroupItselfCannotLogIn() throws SQLException {
    try (Connection owner = PostgresServer.freshDatabase().connect()) {
      ReaderRole.grant(owner, "reader_nologin");

      assertThat(
              Rows.one(owner, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'reader_nologin'"))
          .isEqualTo("f");
    }
  }

  @Test
  void whoMayNotCreateRolesGetsTheStatementsAndTheirRunningIsEnough() throws SQLException {
    TestDatabase database = PostgresServer.emptyDatabase();
    try (Connection superuser = database.connect()) {
      Rows.execute(superuser, "CREATE ROLE modest LOGIN");
      Rows.execute(superuser, "ALTER DATABASE " + name(database) + " OWNER TO modest");

      assertThat(Migration.migrate(database.jdbcUrl(), "modest", ""))
          .isEqualTo(SchemaVersion.EXPECTED);
      try (Connection modest = as("modest", database)) {
        List<String> missing = ReaderRole.grant(modest, "reader_absent");
        assertThat(missing)
            .containsExactly(
                "CREATE ROLE reader_absent NOLOGIN",
                "GRANT USAGE ON SCHEMA bi TO reader_absent",
                "GRANT SELECT ON ALL TABLES IN SCHEMA bi TO reader_absent");
        assertThat(Audit.run(modest).clean()).isTrue();

        for (String statement : missing) {
          Rows.execute(superuser, statement);
        }
        assertThat(ReaderRole.grant(modest, "reader_absent")).as("the owner grants").isEmpty();
      }
    }
  }

  @Test
  void whoDoesNotOwnTheViewsGetsTheGrantsToRun() throws SQLException {
    TestDatabase database = PostgresServer.freshDatabase();
    try (Connection superuser = database.connect()) {
      Rows.execute(superuser, "CREATE ROLE stranger LOGIN CREATEROLE");
    }

    try (Connection stranger = as("stranger", database)) {
      assertThat(ReaderRole.grant(stranger, "reader_by_stranger"))
          .hasSize(2)
          .allMatch(statement -> statement.startsWith("GRANT "));
      assertThat(stranger.getAutoCommit()).isTrue();
    }
  }

  @Test
  void databasesOfOneServerMigratedAtOnceShareTheRole() throws Exception {
    int rounds = 5;
    List<TestDatabase> databases =
        List.of(PostgresServer.freshDatabase(), PostgresServer.freshDatabase());
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < rounds; round++) {
        String role = "reader_race_" + round;
        CyclicBarrier start = new CyclicBarrier(4);
        List<Callable<List<String>>> migrations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          TestDatabase database = databases.get(i % 2);
          migrations.add(
              () -> {
                try (Connection connection = database.connect()) {
                  start.await();
                  return ReaderRole.grant(connection, role);
                }
              });
        }
        for (Future<List<String>> done : executor.invokeAll(migrations)) {
          assertThat(done.get()).isEmpty();
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void assertRefused(Connection reader, String sql) {
    assertThatThrownBy(() -> Rows.execute(reader, sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  private static Connection as(String role, TestDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), role, "");
  }

  private static String name(TestDatabase database) {
    return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
  }
}
