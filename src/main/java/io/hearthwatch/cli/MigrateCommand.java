package io.hearthwatch.cli;

import io.hearthwatch.schema.Migration;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates or upgrades the tables: exit status 0 when they are up to date afterwards. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Create or upgrade schema hearthwatch in a Postgres database.",
    footer = {
      "",
      "Needed once before the job first starts, and again with a new version of the product.",
      "  hearthwatch migrate --jdbc-url jdbc:postgresql://localhost:5432/hearthwatch"
    })
public final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Override
  public Integer call() throws IOException {
    int applied = Migration.migrate(database.jdbcUrl(), database.user(), database.password());
    spec.commandLine()
        .getOut()
        .println(
            applied == 0
                ? "schema hearthwatch is up to date"
                : "schema hearthwatch: " + applied + " migrations applied");
    return ExitCode.OK;
  }
}
