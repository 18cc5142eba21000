package io.hearthwatch.cli;

import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.export.InvalidExportException;
import io.hearthwatch.export.TimeRange;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.SchemaVersion;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.text.Suggestion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which rejected records a command is about. */
final class LetterFilterOptions {
  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description = "Only those rejected for this reason, such as missing_file. Repeatable.")
  private List<String> reasons = List.of();

  @Option(
      names = "--camera",
      split = ",",
      paramLabel = "CAMERA",
      description = "Only those of this camera. Repeatable.")
  private List<String> cameras = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only those that arrived at or after this time: ISO 8601, in the site's time zone unless"
              + " it has its own.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only those that arrived before this time.")
  private String to;

  @Mixin private ResultVersionOption resultVersion;

  /** Whether anything narrows them down. */
  boolean given() {
    return !reasons.isEmpty() || !cameras.isEmpty() || from != null || to != null;
  }

  /**
   * The filter.
   *
   * @param states those that are meant; empty for all
   */
  LetterFilter filter(CommandSpec command, Connection connection, Set<LetterState> states)
      throws SQLException {
    SchemaVersion.requireExpected(connection);
    String version = resultVersion.require(command, Letters.in(connection));
    try {
      TimeRange range = TimeRange.parse(from, to, SiteTimeZone.read(connection));
      return new LetterFilter(
          version, null, codes(command), new TreeSet<>(cameras), states, range.from(), range.to());
    } catch (InvalidExportException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The filter for one record. */
  LetterFilter one(CommandSpec command, Connection connection, RecordCoordinates at)
      throws SQLException {
    SchemaVersion.requireExpected(connection);
    return LetterFilter.one(resultVersion.require(command, Letters.in(connection)), at);
  }

  private Set<String> codes(CommandSpec command) {
    List<String> known = Arrays.stream(Reason.values()).map(Reason::code).toList();
    for (String reason : reasons) {
      if (!known.contains(reason)) {
        throw new ParameterException(
            command.commandLine(),
            "--reason '%s' is none%s; they are %s"
                .formatted(reason, Suggestion.among(known, reason), String.join(", ", known)));
      }
    }
    return new TreeSet<>(reasons);
  }

  /** Reads {@code TOPIC/PARTITION/OFFSET}. */
  static RecordCoordinates coordinates(CommandSpec command, String text) {
    RecordCoordinates at = RequeueHeaders.coordinates(text);
    if (at == null) {
      throw new ParameterException(
          command.commandLine(),
          "'%s' is no record; take TOPIC/PARTITION/OFFSET, such as frames/0/1234".formatted(text));
    }
    return at;
  }
}
