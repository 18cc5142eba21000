package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.Deployment;
import io.hearthwatch.cluster.JobSubmission;
import io.hearthwatch.cluster.Redeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code hearthwatch cluster upgrade}: exit status 1 when the old version runs on. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    description = {
      "Stop the job with a savepoint and start another jar, or the same with other options, from"
          + " there. When that is not healthy in time the old version is started again from the"
          + " same savepoint, and the exit code is 1.",
      ""
    },
    footer = {
      "",
      "Options of the job that are not given stay as they were submitted, and relative paths count"
          + " from where that was done:",
      "  hearthwatch cluster upgrade --jar target/hearthwatch-job.jar --healthy-within 60s"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the new version runs",
      "1:the old version runs, or none; the last lines say which",
      ExitCode.WRONG_USAGE
    })
final class ClusterUpgradeCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;
  @Mixin private HealthOptions health;
  @Mixin private SubmissionOptions given;

  @Option(
      names = "--without",
      paramLabel = "KEY",
      description =
          "An option that the job was submitted with and that goes, such as detect.confidence, or"
              + " config for the job's file; repeatable.")
  private List<String> without = new ArrayList<>();

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    given.check(arguments);
    try (Cluster taken = cluster.take()) {
      Redeployment redeployment = health.redeployment(taken);
      if (health.resume()) {
        return HealthOptions.report(redeployment.resume(), spec.commandLine());
      }
      Deployment target =
          new JobSubmission(taken).prepareNext(given.jar(), given.config(), arguments, without);
      spec.commandLine()
          .getOut()
          .printf("options of the job: %s%n", String.join(" ", target.options()));
      return HealthOptions.report(redeployment.run("upgrade", target), spec.commandLine());
    }
  }
}
