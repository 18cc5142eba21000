package io.hearthwatch.cli;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.AuditReport;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves the tables: exit status 0 when they are clean, 1 when there are violations. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Check that every record has one outcome and every result follows from its frames.",
    footer = {
      "",
      "Reads only. Run it when the job has caught up.",
      "  hearthwatch audit --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the tables are clean",
      "1:there are violations, or the database cannot be asked",
      ExitCode.WRONG_USAGE
    })
public final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--list-open",
      description = "Also list the windows that are still open, one by one.")
  private boolean listOpen;

  @Override
  public Integer call() throws IOException, SQLException {
    try (Connection connection = database.connect(spec)) {
      AuditReport report = Audit.run(connection);
      spec.commandLine().getOut().print(report.text(listOpen));
      spec.commandLine().getOut().flush();
      return report.clean() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
