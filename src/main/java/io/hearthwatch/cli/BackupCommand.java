package io.hearthwatch.cli;

import io.hearthwatch.backup.Backup;
import io.hearthwatch.backup.Manifest;
import io.hearthwatch.job.CodeVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearthwatch backup}: all rows of one consistent state as a directory of files. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Write all rows into a new directory, read back and proved before it is there.",
    footer = {
      "",
      "The job may go on meanwhile. Pictures are not in it: copy their directories yourself.",
      "  hearthwatch backup --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch --out"
          + " backups/2026-11-20",
      "  hearthwatch backup --data ~/.local/share/hearthwatch --out backups/2026-11-20"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the backup is whole",
      "1:there is none; nothing was left behind",
      "2:wrong usage"
    })
public final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private TablesOptions tables;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory to make; it must not be there yet. Required.")
  private Path out;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter text = spec.commandLine().getOut();
    try (TablesOptions.Tables from = tables.toRead(spec);
        Connection connection = from.connect()) {
      Backup backup = new Backup(connection, CodeVersion.current());
      Manifest manifest = backup.writeTo(out, Clock.systemUTC().instant());
      print(manifest, out, text);
      backup
          .leftOut()
          .forEach(
              table ->
                  text.printf(
                      "note: hearthwatch.%s is no table of the product: left out%n", table));
    }
    text.flush();
    return ExitCode.OK;
  }

  /** A line per table, and the sum. */
  static void print(Manifest manifest, Path directory, PrintWriter text) {
    for (Manifest.Table table : manifest.tables()) {
      text.printf(
          "%-16s %,12d rows %,15d bytes%n", table.name(), table.rows(), table.compressedBytes());
    }
    text.printf(
        "%s: whole, %,d rows, taken %s from schema version %d%n",
        directory, manifest.rows(), manifest.takenAt(), manifest.schemaVersion());
  }
}
