package io.hearthwatch.containers;

import static io.hearthwatch.testing.Results.LINEAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Stage;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.ReaderRole;
import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.Results;
import io.hearthwatch.testing.Rows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The roles that the containers' database begins with, on a server of its own: roles are a
 * server's.
 */
class CreateRolesITCase {
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void runTheScriptAndMigrate() throws Exception {
    postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    CreateRoles.run(database -> as("postgres", database), "of the owner", "of the job");
    assertThat(Migration.migrate(url("hearthwatch"), "hearthwatch", ""))
        .isEqualTo(SchemaVersion.EXPECTED);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void theOwnerGrantsReadersWhatMigrateGrants() throws Exception {
    try (Connection owner = as("hearthwatch", "hearthwatch")) {
      assertThat(ReaderRole.grant(owner)).isEmpty();
      assertThat(Rows.query(owner, "SELECT rolname FROM pg_roles WHERE rolsuper OR rolcreaterole"))
          .containsExactly("postgres");
    }
  }

  @Test
  void theJobWritesItsRowsAndChangesNoTable() throws Exception {
    try (Connection job = as("hearthwatch_job", "hearthwatch")) {
      ResultVersions.register(job, LINEAGE);
      StoreWriter writer = new StoreWriter(job, LINEAGE);
      for (int again = 0; again < 2; again++) {
        writer.write(Results.analysed(1, Results.person(9000)), Results.failed(2));
        writer.write(Results.assessed(Stage.CLOSED, 2, 40));
      }

      assertThat(Rows.one(job, "SELECT count(*) FROM hearthwatch.frame")).isEqualTo("2");
      assertRefused(job, "DROP TABLE hearthwatch.frame");
      assertRefused(job, "ALTER TABLE hearthwatch.frame ADD COLUMN mine integer");
      assertRefused(job, "TRUNCATE hearthwatch.frame");
      assertRefused(job, "CREATE TABLE hearthwatch.mine (id integer)");
      assertRefused(job, "CREATE SCHEMA mine");
      assertRefused(job, "CREATE ROLE mine");
    }
    try (Connection owner = as("hearthwatch", "hearthwatch")) {
      assertThat(Audit.run(owner)).isNotNull();
    }
  }

  private static void assertRefused(Connection connection, String sql) {
    assertThatThrownBy(() -> Rows.execute(connection, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static String url(String database) {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
  }

  private static Connection as(String user, String database) throws SQLException {
    return DriverManager.getConnection(url(database), user, "");
  }
}
