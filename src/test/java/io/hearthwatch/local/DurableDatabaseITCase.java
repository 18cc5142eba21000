package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose data outlives it, however it ends. */
class DurableDatabaseITCase {
  @TempDir Path directory;

  @Test
  void whatWasCommittedIsThereAfterAnyEnd() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "right\n");
    Path home = directory.resolve("postgres");
    int port = FreePorts.next();
    DurableDatabase killed = DurableDatabase.open(home, port, password);
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(ask(killed, "SHOW " + setting)).as(setting).isEqualTo("on");
    }
    assertThat(ask(killed, "SHOW data_checksums")).isEqualTo("on");
    assertThat(ask(killed, "SHOW server_version_num"))
        .startsWith(Integer.toString(PostgresPrograms.MAJOR));
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                DriverManager.getConnection(
                        killed.jdbcUrl("postgres"), DurableDatabase.USER, "wrong")
                    .close());
    run(killed, "CREATE TABLE kept (n integer)");
    run(killed, "INSERT INTO kept VALUES (1)");
    kill9(home);

    // Left running, as when the process that started it is killed: the next one ends it.
    DurableDatabase orphan = DurableDatabase.open(home, port, password);
    run(orphan, "INSERT INTO kept VALUES (2)");
    try (DurableDatabase last = DurableDatabase.open(home, port, password)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(last, "SELECT string_agg(n::text, ' ' ORDER BY n) FROM kept"))
          .isEqualTo("1 2");
    }
    assertThat(StrayPostgres.serverOf(home.toRealPath().resolve("data"))).isEmpty();

    Files.writeString(
        home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n/elsewhere\n");
    DurableDatabase.open(home, port, password).close();

    Files.writeString(home.resolve("data/PG_VERSION"), "17\n");
    assertThatIOException()
        .isThrownBy(() -> DurableDatabase.open(home, port, password))
        .withMessageContaining("written by Postgres 17");
    assertThatIOException()
        .isThrownBy(() -> DurableDatabase.openWhatIsThere(home, port, password))
        .withMessageContaining("has no programs of Postgres 17, but postgres (PostgreSQL) 18")
        .withMessageContaining("start the version of Hearthwatch once that wrote the data");
  }

  private static void kill9(Path home) throws Exception {
    ProcessHandle server = StrayPostgres.serverOf(home.toRealPath().resolve("data")).orElseThrow();
    List<ProcessHandle> workers = server.descendants().toList();
    server.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
    server.onExit().join();
  }

  private static String ask(DurableDatabase database, String query) throws SQLException {
    try (Connection connection = database.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private static void run(DurableDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
