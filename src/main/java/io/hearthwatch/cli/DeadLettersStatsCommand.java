package io.hearthwatch.cli;

import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.deadletters.Printable;
import io.hearthwatch.deadletters.Stats;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearthwatch deadletters stats}: how many rejected records there are, of which kind. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Count rejected records by reason, camera and day, and where they stand.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class DeadLettersStatsCommand implements Callable<Integer> {
  @Mixin private DatabaseOptions database;
  @Mixin private LetterFilterOptions filters;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    try (Connection connection = database.connect(spec)) {
      Stats stats = Stats.of(new Letters(connection), filters.filter(spec, connection, Set.of()));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(LetterJson.text(LetterJson.of(stats)));
      } else if (stats.byReason().isEmpty()) {
        out.println("no rejected records");
      } else {
        print("reason", stats.byReason(), out);
        print("camera", stats.byCamera(), out);
        print("day", stats.byDay(), out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private static void print(String name, List<Stats.Line> lines, PrintWriter out) {
    LetterTable table =
        new LetterTable(name, "all", "open", "requeued", "late", "recovered", "discarded");
    lines.forEach(
        line ->
            table.add(
                line.name().isEmpty() ? "(no camera)" : Printable.text(line.name()),
                Long.toString(line.total()),
                Long.toString(line.open()),
                Long.toString(line.requeued()),
                Long.toString(line.late()),
                Long.toString(line.recovered()),
                Long.toString(line.discarded())));
    table.print(out);
    out.println();
  }
}
