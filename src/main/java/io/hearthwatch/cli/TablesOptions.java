package io.hearthwatch.cli;

import io.hearthwatch.home.HomeTables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Which tables: of a database that runs, or of a home, whose server is started where it does not.
 */
final class TablesOptions {
  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Instead of --jdbc-url: the data folder of a home with a database of its own, which is"
              + " started for this if it does not run.")
  private Path data;

  /**
   * A database that answers.
   *
   * @param home what was started for it; null where nothing was
   */
  record Tables(String jdbcUrl, String user, String password, HomeTables home)
      implements AutoCloseable {
    /** A connection, which the caller closes. */
    Connection connect() throws SQLException {
      return DriverManager.getConnection(jdbcUrl, user, password);
    }

    @Override
    public void close() throws IOException {
      if (home != null) {
        home.close();
      }
    }
  }

  /** The tables that are there. */
  Tables toRead(CommandSpec command) throws IOException, SQLException {
    return data == null ? named(command) : of(HomeTables.toRead(data, notice(command)));
  }

  /** Empty ones. */
  Tables toFill(CommandSpec command) throws IOException, SQLException {
    return data == null ? named(command) : of(HomeTables.toFill(data, notice(command)));
  }

  private Tables named(CommandSpec command) {
    return new Tables(database.jdbcUrl(), database.user(), database.requirePassword(command), null);
  }

  private static Tables of(HomeTables home) throws IOException {
    return new Tables(home.jdbcUrl(), home.user(), home.password(), home);
  }

  private static Consumer<String> notice(CommandSpec command) {
    return command.commandLine().getErr()::println;
  }
}
