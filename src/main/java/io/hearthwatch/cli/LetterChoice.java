package io.hearthwatch.cli;

import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.domain.RecordCoordinates;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which rejected records something is to be done about: named ones, those of a filter, or all. */
final class LetterChoice {
  @Parameters(
      arity = "0..*",
      paramLabel = "RECORD",
      description = "TOPIC/PARTITION/OFFSET, such as frames/0/1234.")
  private List<String> records = List.of();

  @Mixin private LetterFilterOptions filters;

  @Option(names = "--all", description = "All that are open, without any filter.")
  private boolean all;

  /** Whether single records are named, so that what is wrong with one must be said of it. */
  boolean named() {
    return !records.isEmpty();
  }

  /**
   * The filters, one after the other.
   *
   * @param states of those that are meant where they are not named
   */
  List<LetterFilter> filters(CommandSpec command, Connection connection, Set<LetterState> states)
      throws SQLException {
    int ways = (named() ? 1 : 0) + (filters.given() ? 1 : 0) + (all ? 1 : 0);
    if (ways != 1) {
      throw new ParameterException(
          command.commandLine(),
          ways == 0
              ? "say which: records, a filter such as --reason, or --all"
              : "records, filters and --all exclude each other");
    }
    if (!named()) {
      return List.of(filters.filter(command, connection, states));
    }
    List<LetterFilter> each = new ArrayList<>();
    Letters letters = new Letters(connection);
    for (String record : records) {
      RecordCoordinates at = LetterFilterOptions.coordinates(command, record);
      LetterFilter one = filters.one(command, connection, at);
      if (letters.at(one.resultVersion(), at).isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "%s: %s".formatted(record, letters.whatItIs(one.resultVersion(), at)));
      }
      each.add(one);
    }
    return each;
  }
}
