package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.Savepoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearthwatch cluster savepoint}. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    description = "Make a savepoint while the job runs on, and print where it lies.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {ExitCode.DONE, ExitCode.ONLY_FAILED, ExitCode.WRONG_USAGE})
final class ClusterSavepointCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Cluster taken = cluster.take()) {
      spec.commandLine().getOut().println(new Savepoint(taken).make());
    }
    return ExitCode.OK;
  }
}
