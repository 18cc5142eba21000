package io.hearthwatch.cli;

import io.hearthwatch.schema.Migration;
import io.hearthwatch.schema.ReaderRole;
import io.hearthwatch.schema.SiteTimeZone;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates or upgrades the tables: exit status 0 when they are up to date afterwards. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description =
        "Create or upgrade the tables of schema hearthwatch and the views of schema bi in a Postgres"
            + " database.",
    footer = {
      "",
      "Needed once before the job first starts, and again with a new version of the product.",
      "  hearthwatch migrate --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch"
          + " --time-zone Europe/Berlin"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the tables are as this version needs them",
      "1:the database cannot be asked, or refused",
      ExitCode.WRONG_USAGE
    })
public final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = TimeZoneConverter.class,
      description =
          "Where the cameras stand, for the local times of schema bi; takes effect at once. Default:"
              + " as set before, at first UTC.")
  private ZoneId zone;

  @Override
  public Integer call() throws IOException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    int applied =
        Migration.migrate(database.jdbcUrl(), database.user(), database.requirePassword(spec));
    out.println(
        applied == 0
            ? "schema hearthwatch is up to date"
            : "schema hearthwatch: " + Count.of(applied, "migration") + " applied");
    try (Connection connection = database.connect(spec)) {
      if (zone != null) {
        SiteTimeZone.set(connection, zone);
      }
      out.println("local times in schema bi are those of " + SiteTimeZone.read(connection));
      report(ReaderRole.grant(connection), database.user(), out);
    }
    return ExitCode.OK;
  }

  /** Says that the readers' role may read, or what somebody with more rights must run for it. */
  static void report(List<String> missing, String user, PrintWriter out) {
    if (missing.isEmpty()) {
      out.println("role " + ReaderRole.NAME + " may read schema bi");
      return;
    }
    out.printf(
        "note: role %s may not let %s read schema bi. For BI tools, run in this database as somebody"
            + " who may:%n",
        user, ReaderRole.NAME);
    missing.forEach(statement -> out.println("  " + statement + ";"));
  }
}
