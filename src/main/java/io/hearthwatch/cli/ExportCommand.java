package io.hearthwatch.cli;

import io.hearthwatch.export.ExportFile;
import io.hearthwatch.export.InvalidExportException;
import io.hearthwatch.export.RowFormat;
import io.hearthwatch.export.TimeRange;
import io.hearthwatch.export.ViewExport;
import io.hearthwatch.export.Views;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.text.Count;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearthwatch export}: a view's rows as a file, or to standard output. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write the rows of a view of schema bi as CSV or as compressed JSON lines.",
    footer = {
      "",
      "The views, and each one's time column, are in docs/schema.md. Needs no right but to read"
          + " them.",
      "  hearthwatch export event --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch --user"
          + " grafana",
      "      --from 2026-11-01 --to 2026-12-01 --output events.csv"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all rows are written",
      "1:the export failed; there is no file, or the one from before",
      ExitCode.WRONG_USAGE,
      "141:who read standard output has closed it"
    })
public final class ExportCommand implements Callable<Integer> {
  /** Set by the launcher, which knows whether somebody looks on. */
  private static final String TERMINAL = "hearthwatch.terminal";

  private static final String STANDARD_OUTPUT = "-";
  private static final int BUFFER_BYTES = 1 << 16;

  @Parameters(paramLabel = "VIEW", description = "Which view, such as event or detection_hour.")
  private String view;

  @Mixin private DatabaseOptions database;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only rows at or after this time: ISO 8601, in the site's time zone unless it has its own."
              + " Default: from the first.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only rows before this time. Default: to the last.")
  private String to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      converter = RowFormatConverter.class,
      description = "csv or ndjson.zst. Default: ${DEFAULT-VALUE}.")
  private RowFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = STANDARD_OUTPUT,
      description =
          "Where to; replaced only by a whole file. Default: ${DEFAULT-VALUE}, standard output.")
  private String output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, SQLException {
    boolean toStandardOutput = output.equals(STANDARD_OUTPUT);
    if (toStandardOutput && !format.readable() && Boolean.getBoolean(TERMINAL)) {
      throw new ParameterException(
          spec.commandLine(),
          "a terminal cannot show " + format.extension() + "; give --output FILE or a pipe");
    }
    try (Connection connection = database.connect(spec)) {
      ViewExport export =
          new ViewExport(
              Views.read(connection).named(view),
              TimeRange.parse(from, to, SiteTimeZone.read(connection)),
              format);
      return toStandardOutput ? toStandardOutput(export, connection) : toFile(export, connection);
    } catch (InvalidExportException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int toFile(ViewExport export, Connection connection) throws IOException, SQLException {
    long rows =
        ExportFile.write(Path.of(output), format, stream -> export.writeTo(connection, stream));
    spec.commandLine().getOut().printf("%s: %s%n", output, Count.of(rows, "row"));
    return ExitCode.OK;
  }

  /** Whoever reads may have enough before the end, as {@code head} has; that is no failure. */
  private static int toStandardOutput(ViewExport export, Connection connection)
      throws IOException, SQLException {
    try {
      export.writeTo(
          connection,
          new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
      return ExitCode.OK;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
        return ExitCode.READER_GONE;
      }
      throw e;
    }
  }
}
