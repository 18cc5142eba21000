package io.hearthwatch.local;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres server as a child of this JVM, on the loopback interface, whose data outlives it:
 * what it has committed is on disk, and everybody needs a password.
 *
 * <p>Programs and data lie under one given directory. Runs as any user. Whatever the server says
 * goes to the logger {@value #LOGGER}. Registers no shutdown hook: see {@link RunResources}.
 *
 * <p>Safe to share between threads.
 */
public final class DurableDatabase implements Closeable {
  /** Name of the logger that takes the server's words. */
  public static final String LOGGER = "hearthwatch.postgres";

  /** The superuser. */
  public static final String USER = "postgres";

  /** After a crash the log of changes is played back before anybody is let in. */
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  private static final Duration ORPHANS = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int WORDS = 20;
  private static final String LEFT_BEHIND = "(?s).*(shared memory block|lock file).*";

  /** A log of changes that survives a power failure, and room enough for a home. */
  private static final Map<String, String> CONFIGURATION =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "unix_socket_directories", "",
          "listen_addresses", "127.0.0.1",
          "max_connections", "50",
          "shared_buffers", "64MB",
          "timezone", "UTC");

  private static final Logger SERVER = LoggerFactory.getLogger(LOGGER);

  private final Process process;
  private final Path data;
  private final int port;
  private final String password;
  private final Deque<String> lastWords = new ArrayDeque<>();

  private DurableDatabase(Process process, Path data, int port, String password) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts a server, on new data if there is none yet; returns when it answers. A server that a
   * killed process left running on the data is ended first.
   *
   * @param directory where everything goes: created if missing; no other process uses it
   * @param port free
   * @param passwordFile the superuser's password, one line
   * @throws OtherMajorException if the data is of another major version
   * @throws IOException if the server does not start; the message carries its last words
   */
  public static DurableDatabase open(Path directory, int port, Path passwordFile)
      throws IOException {
    Path home = Files.createDirectories(directory).toRealPath();
    DatabaseFiles.requireMajor(home.resolve("data"), PostgresPrograms.MAJOR);
    DatabaseFiles.endServerOf(home.resolve("data"));
    return open(home, PostgresPrograms.unpack(home.resolve("programs")), port, passwordFile);
  }

  /**
   * Starts a server on data that is there, whatever version wrote it: where the product brings
   * another, by the programs that lie beside the data since.
   *
   * @throws IOException if there is no data, no programs for it, or the server does not start
   */
  public static DurableDatabase openWhatIsThere(Path directory, int port, Path passwordFile)
      throws IOException {
    Path data = directory.resolve("data");
    String major =
        DatabaseFiles.major(data)
            .orElseThrow(() -> new NoSuchFileException(data.toString(), null, "no database there"));
    if (major.equals(Integer.toString(PostgresPrograms.MAJOR))) {
      return open(directory, port, passwordFile);
    }
    Path home = directory.toRealPath();
    PostgresPrograms programs = PostgresPrograms.lying(home.resolve("programs"), major);
    DatabaseFiles.endServerOf(home.resolve("data"));
    return open(home, programs, port, passwordFile);
  }

  /**
   * As {@link #open(Path, int, Path)}, with programs that fit.
   *
   * @param home absolute, without symbolic links
   */
  static DurableDatabase open(Path home, PostgresPrograms programs, int port, Path passwordFile)
      throws IOException {
    Path data = home.resolve("data");
    if (!Files.exists(data)) {
      initialise(programs, data, passwordFile);
    }
    String password = Files.readString(passwordFile).strip();
    long giveUp = System.nanoTime() + ORPHANS.toNanos();
    while (true) {
      DurableDatabase database = launch(programs, data, port, password);
      try {
        database.awaitAnswer();
        return database;
      } catch (IOException e) {
        database.close();
        // What is left of a server that was killed holds memory or lock until it notices.
        if (System.nanoTime() - giveUp > 0 || !e.getMessage().matches(LEFT_BEHIND)) {
          throw e;
        }
        DatabaseFiles.endServerOf(data);
      }
    }
  }

  /**
   * Ends the server of a directory, whoever started it; fine if none runs.
   *
   * @throws IOException if it does not end
   */
  public static void endServerIn(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      DatabaseFiles.endServerOf(directory.toRealPath().resolve("data"));
    }
  }

  /** URL of a database of this server, {@code postgres} being there from the start. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** An open connection as superuser, to be closed by the caller. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, password);
  }

  /** Whether the server's process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines that the server said. */
  public String lastWords() {
    synchronized (lastWords) {
      return String.join("\n", lastWords);
    }
  }

  /**
   * Ends the server in peace, cutting off its clients, and waits. Idempotent.
   *
   * @throws IOException if its process does not end
   */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      StrayPostgres.shutDown(process.toHandle(), data);
    }
  }

  /**
   * Sets new data up beside its place and moves it there when all of it is on disk: what is in
   * place is never taken for the rest of a start that was cut short.
   */
  private static void initialise(PostgresPrograms programs, Path place, Path passwordFile)
      throws IOException {
    Path data = place.resolveSibling("data.new");
    DirectoryTree.delete(data);
    Process initdb =
        new ProcessBuilder(
                programs.command(
                    "initdb",
                    "--pgdata=" + data,
                    "--username=" + USER,
                    "--encoding=UTF-8",
                    "--locale=C",
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--pwfile=" + passwordFile))
            .redirectErrorStream(true)
            .start();
    String words = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (initdb.onExit().join().exitValue() != 0) {
      throw new IOException("Postgres cannot set up %s: %s".formatted(data, words.strip()));
    }
    // initdb has synced all it wrote.
    Files.move(data, place, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(place.getParent())) {
      names.force(true);
    }
  }

  private static DurableDatabase launch(
      PostgresPrograms programs, Path data, int port, String password) throws IOException {
    List<String> command =
        programs.command("postgres", "-D", data.toString(), "-p", Integer.toString(port));
    CONFIGURATION.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    DurableDatabase database = new DurableDatabase(process, data, port, password);
    Thread words = new Thread(database::passOnWords, "postgres-words");
    words.setDaemon(true);
    words.start();
    return database;
  }

  private void passOnWords() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        SERVER.info(line);
        synchronized (lastWords) {
          lastWords.addLast(line);
          if (lastWords.size() > WORDS) {
            lastWords.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      SERVER.warn("its words can no longer be read", e);
    }
  }

  private void awaitAnswer() throws IOException {
    long giveUp = System.nanoTime() + RECOVERY.toNanos();
    Properties login = new Properties();
    login.putAll(
        Map.of("user", USER, "password", password, "loginTimeout", "5", "socketTimeout", "10"));
    while (true) {
      try (Connection connection = DriverManager.getConnection(jdbcUrl(USER), login)) {
        if (!process.isAlive()) {
          throw new IOException("port %d belongs to another Postgres".formatted(port));
        }
        return;
      } catch (SQLException e) {
        if (!awaitPoll() && System.nanoTime() - giveUp < 0) {
          continue;
        }
        throw new IOException(
            "Postgres on the data in %s does not answer on port %d (%s); its last words: %s"
                .formatted(data, port, e.getMessage(), lastWords()),
            e);
      }
    }
  }

  /** Lets some time pass; true when the server has ended meanwhile. */
  private boolean awaitPoll() {
    try {
      return process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
