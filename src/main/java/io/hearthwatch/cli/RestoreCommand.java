package io.hearthwatch.cli;

import io.hearthwatch.backup.BackupDirectory;
import io.hearthwatch.backup.Restore;
import io.hearthwatch.schema.ReaderRole;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch restore}: a backup into an empty database, or only its check. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description =
        "Check a backup from its first to its last byte, then load it into an empty database and"
            + " bring the tables to the newest version.",
    footer = {
      "",
      "The database must exist; its tables are made. Any name, role and Postgres version will do.",
      "  hearthwatch restore --from backups/2026-11-20 --jdbc-url"
          + " jdbc:postgresql://localhost:5432/hearthwatch2",
      "  hearthwatch restore --from backups/2026-11-20 --data ~/.local/share/hearthwatch",
      "  hearthwatch restore --from backups/2026-11-20 --verify-only"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the rows are there; with --verify-only: the backup is whole",
      "1:the backup or the database will not do; no row was kept, unless it says that all are there",
      "2:wrong usage"
    })
public final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true)
  private TablesOptions tables;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "The directory that hearthwatch backup made. Required.")
  private Path from;

  @Option(names = "--verify-only", description = "Only check the backup; asks no database.")
  private boolean verifyOnly;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter text = spec.commandLine().getOut();
    if (verifyOnly == (tables != null)) {
      throw new ParameterException(
          spec.commandLine(),
          verifyOnly
              ? "--verify-only asks no database: leave --jdbc-url and --data out, or --verify-only"
              : "Missing required option: '--jdbc-url=URL' or '--data=DIR'; or give --verify-only");
    }
    BackupDirectory backup = BackupDirectory.open(from);
    if (verifyOnly) {
      backup.verify();
      BackupCommand.print(backup.manifest(), from, text);
    } else {
      load(backup, text);
    }
    text.flush();
    return ExitCode.OK;
  }

  private void load(BackupDirectory backup, PrintWriter text) throws IOException, SQLException {
    try (TablesOptions.Tables into = tables.toFill(spec)) {
      new Restore(into.jdbcUrl(), into.user(), into.password())
          .load(backup)
          .forEach((table, rows) -> text.printf("%-16s %,12d rows%n", table, rows));
      try (Connection connection = into.connect()) {
        MigrateCommand.report(ReaderRole.grant(connection), into.user(), text);
      } catch (SQLException e) {
        throw Restore.unfinished(e);
      }
    }
    text.printf("%s: restored%n", from);
  }
}
