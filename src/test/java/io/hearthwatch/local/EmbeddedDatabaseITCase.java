package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseITCase {
  @TempDir Path directory;

  @Test
  void isPostgres18AndKeepsToItsDirectory() throws Exception {
    Set<Path> before = temporaryFiles();
    Path home = Files.createDirectory(directory.resolve("home of it"));
    ProcessHandle server;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
      String url = database.createDatabase("hearth_watch2");
      assertThat(query(database, "hearth_watch2", "SHOW server_version")).startsWith("18.");
      assertThat(query(database, "hearth_watch2", "SELECT 'grün' || chr(128274)"))
          .isEqualTo("grün" + Character.toString(128274));
      assertThat(query(database, "postgres", "SHOW data_directory"))
          .isEqualTo(home.toRealPath().resolve("data-1").toString());
      assertThat(url).startsWith("jdbc:postgresql://localhost:");
      server = StrayPostgres.serverOf(home.toRealPath().resolve("data-1")).orElseThrow();
    }

    assertThat(StrayPostgres.serves(server, home.toRealPath().resolve("data-1"))).isFalse();
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void twoLiveSideBySideAndTheSecondOutlivesTheFirstsDirectory() throws Exception {
    EmbeddedDatabase second;
    try (EmbeddedDatabase first = EmbeddedDatabase.start(directory.resolve("first"))) {
      second = EmbeddedDatabase.start(directory.resolve("second"));
      assertThat(first.jdbcUrl("postgres")).isNotEqualTo(second.jdbcUrl("postgres"));
    }
    try (second) {
      assertThat(query(second, "postgres", "SHOW data_directory")).contains("/second/");
      assertThat(programsOf(second)).contains("/second/");
      DirectoryTree.delete(directory.resolve("first"));

      assertThat(query(second, "postgres", "SELECT 1")).isEqualTo("1");
    }
    assertThat(StrayPostgres.serverOf(directory.toRealPath().resolve("second/data-1"))).isEmpty();
  }

  @Test
  void cutsOffClientsWhenClosed() throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.start(directory);
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl("postgres"), database.user(), "")) {
      database.close();
      database.close();

      assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void takesAnotherPortWhenOneIsBusy() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> ports = List.of(busy.getLocalPort(), FreePorts.next()).iterator();
      try (EmbeddedDatabase database =
          EmbeddedDatabase.start(directory, ports::next, Duration.ofSeconds(6))) {
        assertThat(query(database, "postgres", "SELECT 1")).isEqualTo("1");
        assertThat(database.jdbcUrl("postgres")).doesNotContain(":" + busy.getLocalPort());
      }
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItCannotStart() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedDatabase.start(directory, busy::getLocalPort, Duration.ofMillis(1500)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + busy.getLocalPort())
          .hasMessageContaining("could not bind");
    }
  }

  private static String query(EmbeddedDatabase database, String name, String sql)
      throws SQLException {
    try (Connection connection = database.connect(name);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  @Test
  void refusesADatabaseNameThatNeedsQuoting() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThatThrownBy(() -> database.createDatabase("x\"; DROP DATABASE y"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must match");
    }
  }

  private String programsOf(EmbeddedDatabase database) throws SQLException {
    return query(database, "postgres", "SELECT setting FROM pg_config WHERE name = 'BINDIR'");
  }

  /** What a server could leave outside its directory. */
  private static Set<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("embedded-pg|epg.*"))
          .collect(Collectors.toSet());
    }
  }
}
