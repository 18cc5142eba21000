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

  @Test
  void aPasswordFileThatIsNotThereIsNamed() {
    TestDatabase database = PostgresServer.freshDatabase();

    assertThat(run(new AuditCommand(), database, "--password-file", "/no/such/file")).isOne();
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
