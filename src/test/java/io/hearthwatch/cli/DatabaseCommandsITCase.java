package io.hearthwatch.cli;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.ResultVersions;
import io.hearthwatch.store.StoreWriter;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands {@code migrate} and {@code audit} as a person runs them. */
class DatabaseCommandsITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void migratesThenFindsNothingToDoThenAuditsClean(@TempDir Path folder) throws IOException {
    TestDatabase database = PostgresServer.emptyDatabase();
    Path password = Files.writeString(folder.resolve("password"), "any\n");

    assertThat(run(new MigrateCommand(), database, "--password-file", password.toString()))
        .isZero();
    assertThat(run(new MigrateCommand(), database, "--time-zone", "Europe/Berlin")).isZero();
    assertThat(run(new AuditCommand(), database)).isZero();

    assertThat(out.toString())
        .contains("migrations applied", "schema hearthwatch is up to date")
        .containsSubsequence(
            "local times in schema bi are those of UTC\nrole hearthwatch_reader may read schema bi\n",
            "local times in schema bi are those of Europe/Berlin\n")
        .endsWith("clean\n");
  }

  @Test
  void anOffsetIsNoTimeZoneOfASite() {
    TestDatabase database = PostgresServer.freshDatabase();

    assertThat(run(new MigrateCommand(), database, "--time-zone", "+02:00")).isOne();
    assertThat(err.toString())
        .contains("'+02:00' is no region of the database server's time zones");
  }

  @Test
  void anAuditWithViolationsExitsWithOne() throws SQLException {
    TestDatabase database = PostgresServer.freshDatabase();
    try (Connection connection = database.connect()) {
      ResultVersions.register(connection, LINEAGE);
      new StoreWriter(connection, LINEAGE).write(analysed(0), analysed(2, person(9000)));
    }

    assertThat(run(new AuditCommand(), database)).isOne();
    assertThat(out.toString()).contains("v1 frames-0: offsets 1 to 1 have no row");
  }

  /** Flyway would print a page with the whole address for each of these. */
  @Test
  void whyAMigrationIsRefusedIsOneLineWithTheRemedy() throws SQLException {
    TestDatabase database = PostgresServer.emptyDatabase();
    String name = database.jdbcUrl().replaceAll(".*/([^?]*).*", "$1");
    String none = database.jdbcUrl().replace(name, "no_such_database");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE migrating_visitor LOGIN");
    }

    assertThat(refused(none + "?loggerLevel=OFF", database.user()))
        .contains(none + " cannot be migrated by role postgres: ")
        .contains("\"no_such_database\" does not exist")
        .contains("; create it first: CREATE DATABASE no_such_database");
    assertThat(refused(database.jdbcUrl(), "migrating_visitor"))
        .contains("permission denied for database " + name)
        .contains("let the owner run: GRANT CREATE ON DATABASE " + name + " TO migrating_visitor");
    assertThat(refused(database.jdbcUrl(), "nobody"))
        .contains("role \"nobody\" does not exist")
        .contains("; name a role that may log in, and its password")
        .contains("--user names it, --password-file its password");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA hearthwatch CREATE TABLE other (id integer)");
    }
    assertThat(refused(database.jdbcUrl(), database.user()))
        .contains(database.jdbcUrl() + " cannot be migrated by role postgres: ")
        .endsWith(
            "its schema hearthwatch holds something else; give Hearthwatch a database of its own\n"
                + "(--stack-trace shows where)\n");
  }

  private static String refused(String jdbcUrl, String user) {
    StringWriter said = new StringWriter();
    int code =
        Hearthwatch.commandLine()
            .setErr(new PrintWriter(said, true))
            .execute("migrate", "--jdbc-url", jdbcUrl, "--user", user);
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString().lines().findFirst().orElseThrow())
        .startsWith("hearthwatch migrate: ");
    assertThat(said.toString()).doesNotContain("loggerLevel", "SQL State", "-----", "\tat ");
    return said.toString();
  }

  @Test
  void aPasswordFileThatIsNotThereIsNamed() {
    TestDatabase database = PostgresServer.freshDatabase();

    assertThat(run(new AuditCommand(), database, "--password-file", "/no/such/file"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("`/no/such/file` cannot be read");
  }

  @Test
  void theDatabaseMustBeNamed() {
    assertThat(command(new AuditCommand()).execute()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing required option: '--jdbc-url=URL'");
  }

  private int run(Object command, TestDatabase database, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "--jdbc-url";
    arguments[1] = database.jdbcUrl();
    arguments[2] = "--user";
    arguments[3] = database.user();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return command(command).execute(arguments);
  }

  private CommandLine command(Object command) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
