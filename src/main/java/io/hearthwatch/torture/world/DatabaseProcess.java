package io.hearthwatch.torture.world;

import io.hearthwatch.local.DurableDatabase;
import io.hearthwatch.local.FreePorts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A Postgres server with {@code fsync} on, which can be killed and started again on its data. */
public final class DatabaseProcess implements Closeable {
  /** The database of the run. */
  static final String NAME = "hearthwatch";

  /** The role that owns its tables; no superuser. */
  static final String USER = "hearthwatch";

  private final Path directory;
  private final Path superuserPassword;
  private final Path password;
  private final int port = FreePorts.next();
  private DurableDatabase server;

  /**
   * A server that is not started.
   *
   * @param directory of programs, data and passwords
   */
  DatabaseProcess(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.superuserPassword = newPassword("superuser.password");
    this.password = newPassword("owner.password");
  }

  private Path newPassword(String name) throws IOException {
    return Files.writeString(directory.resolve(name), UUID.randomUUID() + "\n");
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** The file with the owner's password. */
  Path passwordFile() {
    return password;
  }

  /** Starts it, and returns when it answers; a server that was killed recovers first. */
  public void start() throws IOException {
    server = DurableDatabase.open(directory, port, superuserPassword);
  }

  /** Creates the run's database and its owner. */
  void create() throws SQLException, IOException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, Files.readString(password).strip()));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, USER));
    }
  }

  /** A connection as superuser, past the relay. */
  public Connection connectAsSuperuser() throws SQLException {
    return server.connect(NAME);
  }

  /** A connection as the owner, past the relay. */
  public Connection connect() throws SQLException, IOException {
    return DriverManager.getConnection(
        server.jdbcUrl(NAME), USER, Files.readString(password).strip());
  }

  /** Kills server and backends at once. */
  public void kill() throws IOException {
    Path pids = directory.toRealPath().resolve("data").resolve("postmaster.pid");
    Signal.kill(Long.parseLong(Files.readAllLines(pids).get(0).strip()));
  }

  /** Ends all of the owner's; counts those that an operator's command has not. */
  private int endSessions() throws SQLException {
    try (Connection connection = connectAsSuperuser();
        Statement statement = connection.createStatement();
        var ended =
            statement.executeQuery(
                """
                SELECT count(*) FILTER (WHERE ended AND application_name <> '%s')
                FROM (
                  SELECT application_name, pg_terminate_backend(pid) AS ended
                  FROM pg_stat_activity WHERE usename = '%s') sessions
                """
                    .formatted(OperatorProcess.SESSIONS, USER))) {
      ended.next();
      return ended.getInt(1);
    }
  }

  /**
   * Whether new sessions of the owner may only read; those that are there end.
   *
   * @return how many ended
   */
  public int readOnly(boolean on) throws SQLException {
    try (Connection connection = connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER ROLE %s SET default_transaction_read_only = %s"
              .formatted(USER, on ? "on" : "off"));
    }
    return endSessions();
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
