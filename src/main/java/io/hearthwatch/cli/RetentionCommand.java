package io.hearthwatch.cli;

import io.hearthwatch.retain.Retention;
import io.hearthwatch.retain.RetentionReport;
import io.hearthwatch.retain.RetentionRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch retention}: what is old goes, or is only told. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Say which rows and pictures are older or more than the rules allow, and with --apply remove"
            + " them.",
    footer = {
      "",
      "Events and their batches stay for good unless --events-older-than is given, and so do their"
          + " pictures.",
      "  hearthwatch retention --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch",
      "      --rows-older-than 90d --frames /cameras --frames-older-than 14d",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; without --apply nothing was changed",
      "1:something could not be removed, or it was stopped",
      "2:wrong usage"
    })
public final class RetentionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--rows-older-than",
      paramLabel = "AGE",
      converter = DurationConverter.class,
      description = "Windows that ended longer ago lose their frames and detections, such as 90d.")
  private Duration rowsOlderThan;

  @Option(
      names = "--rows-max-bytes",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "Frames and detections keep at most so many bytes, the oldest hours go first, such as 20gb."
              + " Counted without indexes.")
  private Long rowsMaxBytes;

  @Option(
      names = "--events-older-than",
      paramLabel = "AGE",
      converter = DurationConverter.class,
      description = "Windows that ended longer ago lose everything. Default: events stay for good.")
  private Duration eventsOlderThan;

  @Option(
      names = "--allowed-lateness",
      paramLabel = "AGE",
      defaultValue = "1d",
      converter = DurationConverter.class,
      description =
          "At least the job's window.allowed-lateness: each camera's last windows, which a job may"
              + " still revise, stay whatever their age. Default: ${DEFAULT-VALUE}.")
  private Duration allowedLateness;

  @Option(
      names = "--settled-for",
      paramLabel = "AGE",
      defaultValue = "1d",
      converter = DurationConverter.class,
      description =
          "Rows stay, and keep their pictures, until they were written so long ago. Longer than any"
              + " restore of the job may go back (checkpoints, savepoints that you would still"
              + " restart from): it reads again from there, and needs the pictures. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration settledFor;

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description =
          "Directory of pictures, under the path that the job knows. Its pictures go too, if the"
              + " ledger accounts for them; rows stay as long as their pictures.")
  private Path frames;

  @Option(
      names = "--frames-older-than",
      paramLabel = "AGE",
      converter = DurationConverter.class,
      description = "Pictures taken longer ago go, such as 14d.")
  private Duration framesOlderThan;

  @Option(
      names = "--frames-max-bytes",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "The oldest pictures go until all that are there have so many bytes.")
  private Long framesMaxBytes;

  @Option(names = "--apply", description = "Remove. Without it nothing is changed.")
  private boolean apply;

  @Override
  public Integer call() throws IOException, SQLException {
    RetentionRules rules = rules();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Connection connection = database.connect(spec);
        StopAtSignal signal = new StopAtSignal()) {
      Retention retention = new Retention(connection, rules, err::println);
      RetentionReport report = apply ? retention.apply(signal::requested) : retention.dryRun();
      err.flush();
      print(report, rules, out);
      return report.stopped() || (apply && report.problems() > 0) ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private RetentionRules rules() {
    if (frames != null && !Files.isDirectory(frames)) {
      throw new ParameterException(
          spec.commandLine(), "--frames %s is not a directory".formatted(frames));
    }
    try {
      return new RetentionRules(
          Clock.systemUTC().instant(),
          rowsOlderThan,
          rowsMaxBytes,
          eventsOlderThan,
          allowedLateness,
          settledFor,
          frames,
          framesOlderThan,
          framesMaxBytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(RetentionReport report, RetentionRules rules, PrintWriter out) {
    if (report.chosen().amounts().isEmpty()) {
      out.printf(
          "nothing goes: whatever the rules are about lies within --allowed-lateness (%s) of its"
              + " camera's last window, or was written within --settled-for (%s)%n",
          TimeUtils.formatWithHighestUnit(rules.allowedLateness()),
          TimeUtils.formatWithHighestUnit(rules.settledFor()));
      out.flush();
      return;
    }
    if (report.rowsUntil() != null) {
      out.printf(
          "windows that ended by %s lose frames and detections%s; events %s%n",
          report.rowsUntil(),
          report.rowsHeldByPictures() ? " (later ones stay with their pictures)" : "",
          report.eventsUntil() == null ? "stay" : "go until " + report.eventsUntil());
    }
    out.print((apply ? report.removed() : report.chosen()).text());
    if (!apply) {
      out.println("dry run: this would go; --apply removes it");
    } else if (report.stopped()) {
      out.println("stopped: that much is removed; the next one goes on from here");
    } else if (!report.removed().equals(report.chosen())) {
      out.println(
          rules.frames() != null && report.problems() > 0
              ? "some pictures could not be removed, so all rows stay"
              : "removed; a job or another program changed something meanwhile");
    } else {
      out.println("removed");
    }
    out.flush();
  }
}
