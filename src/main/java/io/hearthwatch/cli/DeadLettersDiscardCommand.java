package io.hearthwatch.cli;

import io.hearthwatch.deadletters.Discarding;
import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.text.Count;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch deadletters discard}: notes that somebody is done with rejected records. */
@Command(
    name = "discard",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Say which rejected records would leave the list, and with --apply note that you are done"
            + " with them: who, when and why. Their rows in the ledger stay.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:done; without --apply nothing was changed",
      ExitCode.ONLY_FAILED,
      ExitCode.WRONG_USAGE
    })
final class DeadLettersDiscardCommand implements Callable<Integer> {
  @Mixin private LetterChoice choice;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "Why you are done with them. Needed with --apply.")
  private String note;

  @Option(names = "--undo", description = "Take it back: they stand in the list again.")
  private boolean undo;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who is. Default: ${DEFAULT-VALUE}.")
  private String by;

  @Option(names = "--apply", description = "Note it. Without it nothing is changed.")
  private boolean apply;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    if (apply && !undo && (note == null || note.isBlank())) {
      throw new ParameterException(
          spec.commandLine(), "--apply needs --note TEXT: whoever looks next will ask why");
    }
    try (Connection connection = database.connect(spec)) {
      Letters letters = new Letters(connection);
      Discarding discarding = new Discarding(connection);
      Set<LetterState> states = undo ? EnumSet.of(LetterState.DISCARDED) : LetterState.UNSETTLED;
      long total = 0;
      for (LetterFilter filter : choice.filters(spec, connection, states)) {
        if (!apply) {
          total += letters.count(filter.in(states));
        } else {
          total += undo ? discarding.undo(filter) : discarding.apply(filter, by, note.strip());
        }
      }
      PrintWriter out = spec.commandLine().getOut();
      String what = undo ? "taken back" : "discarded";
      out.println(
          apply
              ? "%s: %s".formatted(what, Count.of(total, "record"))
              : "%s would be %s; dry run: --apply does it"
                  .formatted(Count.of(total, "record"), what));
      out.flush();
    }
    return ExitCode.OK;
  }
}
