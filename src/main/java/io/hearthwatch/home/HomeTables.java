package io.hearthwatch.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.local.DurableDatabase;
import io.hearthwatch.local.OtherMajorException;
import io.hearthwatch.local.RunResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tables of a home without its job: its own server, started alone and ended by {@link #close};
 * or, where the home runs, the server that runs.
 *
 * <p>Safe to share between threads.
 */
public final class HomeTables implements AutoCloseable {
  private final RunResources run;
  private final String jdbcUrl;
  private final Path passwordFile;

  private HomeTables(RunResources run, String jdbcUrl, Path passwordFile) {
    this.run = run;
    this.jdbcUrl = jdbcUrl;
    this.passwordFile = passwordFile;
  }

  /**
   * The tables that are there, to be read, whatever version of Postgres wrote them.
   *
   * @param directory data folder of the home
   * @param notice told when a port has changed
   * @throws IOException if the home has no tables of its own, or its server does not start
   */
  public static HomeTables toRead(Path directory, Consumer<String> notice)
      throws IOException, SQLException {
    Path data = directory.resolve("postgres/data");
    if (!Files.isDirectory(data)) {
      throw new IOException(
          "there is no database in %s: --data names a folder that `hearthwatch local` made with a database of its own; for another database give --jdbc-url"
              .formatted(directory.toAbsolutePath()));
    }
    Path home = directory.toRealPath();
    if (Holder.isHeld(home)) {
      return running(home);
    }
    return start(home, notice, DurableDatabase::openWhatIsThere);
  }

  /**
   * The tables of the version of Postgres that comes with the product, to be filled; with a new
   * database where there is none.
   *
   * @throws OtherPostgresException if another version wrote what is there
   * @throws IOException if the home runs, or the server does not start
   */
  public static HomeTables toFill(Path directory, Consumer<String> notice)
      throws IOException, SQLException {
    return start(HomeDirectory.create(directory), notice, DurableDatabase::open);
  }

  /** A way to start the server. */
  @FunctionalInterface
  interface Opening {
    DurableDatabase open(Path directory, int port, Path passwordFile) throws IOException;
  }

  private static HomeTables running(Path home) throws IOException {
    Optional<ObjectNode> status = HomeStatus.read(home);
    String url = status.map(it -> it.path("jdbc_url").asText("")).orElse("");
    if (url.isEmpty() || status.get().path("reader").isMissingNode()) {
      throw new IOException(
          "the home in %s runs, and does not say yet where its tables are: try again, or `hearthwatch stop --data %s` first"
              .formatted(home, home));
    }
    return new HomeTables(null, url, home.resolve("postgres/owner.password"));
  }

  private static HomeTables start(Path path, Consumer<String> notice, Opening opening)
      throws IOException, SQLException {
    RunResources run = RunResources.of("the database in " + path);
    try {
      HomeDirectory home = run.register(HomeDirectory.take(path));
      HomeProperties properties = HomeProperties.of(home.path());
      int port = properties.port("postgres", notice);
      properties.save();
      DurableDatabase database = startServer(home, port, run, opening);
      return new HomeTables(
          run, database.jdbcUrl(HomeDatabase.NAME), HomeDatabase.ownerPassword(home));
    } catch (IOException | SQLException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /**
   * Starts the server with the home's database and roles.
   *
   * @throws OtherPostgresException with the way out
   */
  static DurableDatabase startServer(
      HomeDirectory home, int port, RunResources run, Opening opening)
      throws IOException, SQLException {
    Path password = HomeDatabase.superuserPassword(home);
    Files.createDirectories(home.postgres());
    PasswordFile.of(password);
    // Also one whose start is cut short.
    run.register(() -> DurableDatabase.endServerIn(home.postgres()));
    try {
      DurableDatabase database = run.register(opening.open(home.postgres(), port, password));
      HomeDatabase.prepare(home, database);
      return database;
    } catch (OtherMajorException e) {
      throw new OtherPostgresException(home.path(), e);
    }
  }

  /** Where the tables are. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** The role that owns them. */
  public String user() {
    return HomeDatabase.NAME;
  }

  /** Its password. */
  public String password() throws IOException {
    return Files.readString(passwordFile).strip();
  }

  /** Ends the server, if it was started for this. */
  @Override
  public void close() throws IOException {
    if (run != null) {
      run.close();
    }
  }
}
