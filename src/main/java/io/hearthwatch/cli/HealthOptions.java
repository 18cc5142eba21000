package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.Redeployment;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How a job that replaces another is judged. */
final class HealthOptions {
  @Option(
      names = "--healthy-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long the new job has until all its tasks run and a checkpoint is completed, without a"
              + " failure; otherwise the old one is started again. Default: 2min.")
  private Duration healthyWithin = Duration.ofMinutes(2);

  @Option(names = "--resume", description = "Go on with a change that was interrupted.")
  private boolean resume;

  boolean resume() {
    return resume;
  }

  Redeployment redeployment(Cluster cluster) {
    return new Redeployment(cluster, healthyWithin);
  }

  /** Says what came of it; going back is a failure. */
  static int report(Redeployment.Outcome outcome, CommandLine command) {
    String runs =
        String.format(
            Locale.ROOT,
            "job %s runs: %s%nstarted from %s%nfrom stop to start %.1f s%n",
            outcome.job().id(),
            outcome.job().stages(),
            outcome.savepoint(),
            outcome.downtime().toMillis() / 1000.0);
    if (outcome.refused() == null) {
      command.getOut().print(runs);
      command.getOut().flush();
      return ExitCode.OK;
    }
    command.getErr().printf("went back to the old version: %s%n%s", outcome.refused(), runs);
    command.getErr().flush();
    return ExitCode.FAILED;
  }
}
