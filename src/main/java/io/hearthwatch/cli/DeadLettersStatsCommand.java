package io.hearthwatch.cli;

import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.deadletters.Printable;
import io.hearthwatch.deadletters.Stats;
import io.hearthwatch.text.Count;
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
import picocli.CommandLine.ParameterException;
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
  private static final int MOST = 10_000;

  @Mixin private DatabaseOptions database;
  @Mixin private LetterFilterOptions filters;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description =
          "Tell so many cameras and days apart at most, up to 10000; the others are one line."
              + " Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec.commandLine(), "--limit must be from 1 to " + MOST);
    }
    try (Connection connection = database.connect(spec)) {
      Stats stats =
          Stats.of(new Letters(connection), filters.filter(spec, connection, Set.of()), limit);
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

  private static String name(String kind, Stats.Line line) {
    if (line.name() == null) {
      return "(%s)".formatted(Count.of(line.names(), "more " + kind));
    }
    return line.name().isEmpty() ? "(no camera)" : Printable.text(line.name());
  }

  private static void print(String kind, List<Stats.Line> lines, PrintWriter out) {
    LetterTable table =
        new LetterTable(kind, "all", "open", "requeued", "late", "recovered", "discarded");
    lines.forEach(
        line ->
            table.add(
                name(kind, line),
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
