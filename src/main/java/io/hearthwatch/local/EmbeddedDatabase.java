package io.hearthwatch.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A real Postgres server as a child of this JVM, on the loopback interface, without passwords and
 * without fsync: for demonstrations and tests, never for data that somebody wants to keep.
 *
 * <p>Programs, data and log lie under one given directory, nothing elsewhere: no socket file in the
 * temporary directory either. Runs as any user; as root the server gets a user namespace of its
 * own, as Postgres refuses to be root. Registers no shutdown hook: see {@link WorkDirectory}.
 *
 * <p>Safe to share between threads.
 */
public final class EmbeddedDatabase implements Closeable {
  private static final String USER = "postgres";
  private static final int ATTEMPTS = 2;
  private static final Duration STARTUP = Duration.ofSeconds(30);

  /** Where the library keeps data of its own by default; read when a builder is made. */
  private static final String LIBRARY_DIRECTORY = "ot.epg.working-dir";

  private final EmbeddedPostgres postgres;
  private final Path data;
  private final ProcessHandle server;
  private boolean closed;

  private EmbeddedDatabase(EmbeddedPostgres postgres, Path data, ProcessHandle server) {
    this.postgres = postgres;
    this.data = data;
    this.server = server;
  }

  /**
   * Unpacks and starts a server; returns when it answers.
   *
   * @param directory where everything goes: created if missing; not deleted at the end
   * @throws IOException if the directory cannot be used or the server does not start; the message
   *     carries the end of the server's log
   */
  public static EmbeddedDatabase start(Path directory) throws IOException {
    return start(directory, FreePorts::next, STARTUP);
  }

  /**
   * As {@link #start(Path)}, with the ports to try, one per attempt, and each attempt's patience.
   */
  static EmbeddedDatabase start(Path directory, IntSupplier ports, Duration patience)
      throws IOException {
    QuietLogging.apply();
    Path home = Files.createDirectories(directory).toRealPath();
    Path log = home.resolve("postgres.log");
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      // The library keeps its lock on the data of a failed attempt.
      Path data = home.resolve("data-" + attempt);
      try {
        EmbeddedPostgres postgres = launch(home, data, log, port, patience);
        return new EmbeddedDatabase(postgres, data, runningServer(data));
      } catch (IOException | RuntimeException e) {
        StrayPostgres.stopAllUnder(home);
        if (attempt == ATTEMPTS || FreePorts.isFree(port)) {
          throw new IOException(
              "Postgres in " + home + " did not start on port " + port + endOf(log), e);
        }
      }
    }
  }

  /** URL of a database of this server, {@code postgres} being there from the start. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
  }

  /** The superuser; any or no password will do. */
  public String user() {
    return USER;
  }

  /** An open connection as superuser, to be closed by the caller. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, "");
  }

  /**
   * Creates an empty database and returns its URL.
   *
   * @param name a lower-case letter, then at most 62 of lower-case letters, digits and underscores
   * @throws SQLException if there is one of that name
   */
  public String createDatabase(String name) throws SQLException {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "database name '" + name + "' must match [a-z][a-z0-9_]{0,62}");
    }
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE \"" + name + "\"");
    }
    return jdbcUrl(name);
  }

  /**
   * Stops the server, cutting off its clients, and makes sure that it is gone. Idempotent.
   *
   * @throws IOException if its process does not end
   */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      postgres.close();
      if (StrayPostgres.serves(server, data)) {
        StrayPostgres.stop(server, data);
      }
    }
  }

  private static EmbeddedPostgres launch(
      Path home, Path data, Path log, int port, Duration patience) throws IOException {
    EmbeddedPostgres.Builder builder = builderWithin(home);
    builder
        .setOverrideWorkingDirectory(home.resolve("programs").toFile())
        .setPgBinaryResolver(new OwnPrograms())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setLocaleConfig("locale", "C")
        .setServerConfig("unix_socket_directories", "")
        .setConnectConfig("socketTimeout", "2")
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setPGStartupWait(patience)
        .setPort(port);
    return builder.start();
  }

  private static synchronized EmbeddedPostgres.Builder builderWithin(Path home) {
    String before = System.getProperty(LIBRARY_DIRECTORY);
    System.setProperty(LIBRARY_DIRECTORY, home.resolve("library").toString());
    try {
      return EmbeddedPostgres.builder();
    } finally {
      if (before == null) {
        System.clearProperty(LIBRARY_DIRECTORY);
      } else {
        System.setProperty(LIBRARY_DIRECTORY, before);
      }
    }
  }

  /** Some server answered on the port; only the pid file says that it was ours. */
  private static ProcessHandle runningServer(Path data) throws IOException {
    Optional<ProcessHandle> server = StrayPostgres.serverOf(data);
    return server.orElseThrow(
        () -> new IOException("no Postgres process serves " + data + "; another holds its port"));
  }

  private static String endOf(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    String text = Files.readString(log, StandardCharsets.UTF_8).strip();
    return "; its log ends: " + text.substring(Math.max(0, text.length() - 1000));
  }

  /**
   * The library shares what it unpacked between equal resolvers, but another server's directory may
   * be gone tomorrow: no two of these are equal.
   */
  private static final class OwnPrograms implements PgBinaryResolver {
    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }
  }
}
