package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.ClusterStop;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearthwatch cluster stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description =
        "Stop the job with a savepoint, and end all processes. Logs, checkpoints and savepoints"
            + " stay.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:no process of the cluster runs any more",
      "1:no savepoint could be made, and everything runs on",
      ExitCode.WRONG_USAGE
    })
final class ClusterStopCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;

  @Option(names = "--cancel", description = "End the job without a savepoint.")
  private boolean cancel;

  @Option(names = "--purge", description = "Delete what would stay.")
  private boolean purge;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Cluster taken = cluster.take()) {
      ClusterStop stop = new ClusterStop(taken);
      Optional<String> savepoint = stop.run(!cancel && !purge);
      savepoint.ifPresent(
          place ->
              spec.commandLine()
                  .getOut()
                  .printf("`hearthwatch cluster submit --from last` goes on from %s%n", place));
      if (purge) {
        stop.purge();
      }
    }
    return ExitCode.OK;
  }
}
