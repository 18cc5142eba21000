package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.deadletters.Letter;
import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.deadletters.Printable;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.text.Count;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch deadletters list}: rejected records, the newest first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "List rejected records, the newest first: those that nobody has settled, or with --state"
            + " or --all others too.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class DeadLettersListCommand implements Callable<Integer> {
  private static final int MOST = 10_000;
  private static final int MOST_DETAIL = 100;

  /** Up to which number they are counted; beyond it, `stats` is asked. */
  private static final int COUNTED = 10_000;

  @Mixin private DatabaseOptions database;
  @Mixin private LetterFilterOptions filters;

  @Option(
      names = "--state",
      split = ",",
      converter = LetterStateConverter.class,
      paramLabel = "STATE",
      description =
          "Only those in this state: open, requeued, late, recovered or discarded. Repeatable."
              + " Default: open, requeued, late.")
  private List<LetterState> states = List.of();

  @Option(names = "--all", description = "Whatever their state.")
  private boolean all;

  @Option(
      names = "--limit",
      defaultValue = "50",
      paramLabel = "N",
      description = "So many at most, up to 10000. Default: ${DEFAULT-VALUE}.")
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
      Letters letters = new Letters(connection);
      LetterFilter filter = filters.filter(spec, connection, states());
      List<Letter> newest = letters.newest(filter, limit);
      long total = newest.size() < limit ? newest.size() : letters.countUpTo(filter, COUNTED + 1);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(LetterJson.text(json(newest, total)));
      } else {
        print(newest, total, out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private Set<LetterState> states() {
    if (all) {
      return Set.of();
    }
    return states.isEmpty() ? LetterState.UNSETTLED : EnumSet.copyOf(states);
  }

  private static ObjectNode json(List<Letter> letters, long total) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("total", Math.min(total, COUNTED));
    node.put("more", total > COUNTED);
    ArrayNode list = node.putArray("letters");
    letters.forEach(letter -> list.add(LetterJson.of(letter)));
    return node;
  }

  private void print(List<Letter> letters, long total, PrintWriter out) {
    if (letters.isEmpty()) {
      out.println(all ? "no rejected records" : "no rejected records that wait for somebody");
      return;
    }
    LetterTable table =
        new LetterTable("record", "arrived", "camera", "reason", "state", "attempts", "detail");
    letters.forEach(
        letter ->
            table.add(
                RequeueHeaders.text(letter.at()),
                letter.recordedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                letter.cameraId() == null ? "-" : Printable.text(letter.cameraId()),
                letter.reason(),
                letter.state().code(),
                Long.toString(letter.attempts()),
                letter.detail() == null ? "" : Printable.cut(letter.detail(), MOST_DETAIL)));
    table.print(out);
    String hint = limit < MOST ? "; --limit shows more" : "";
    if (total > COUNTED) {
      out.printf(
          "the newest %d of more than %s%s; deadletters stats counts them%n",
          letters.size(), records(COUNTED), hint);
    } else {
      out.println(
          total > letters.size()
              ? "the newest %d of %s%s".formatted(letters.size(), records(total), hint)
              : records(total));
    }
  }

  private static String records(long number) {
    return Count.of(number, "record");
  }
}
