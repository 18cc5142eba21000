package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.Deployment;
import io.hearthwatch.cluster.Installation;
import io.hearthwatch.cluster.JobSubmission;
import io.hearthwatch.cluster.Redeployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "Options of the job that are not given stay as they were submitted:",
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

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The new version. Default: target/hearthwatch-job.jar, as the build makes it.")
  private Path jar = Installation.current().jobJar();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The job's file. Default: as it was when it was submitted.")
  private Path config;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    JobWords.requireNamedFile(spec, arguments);
    ClusterOptions.requireJar(spec, jar);
    try (Cluster taken = cluster.take()) {
      Redeployment redeployment = health.redeployment(taken);
      return HealthOptions.report(
          health.resume() ? redeployment.resume() : redeployment.run("upgrade", target(taken)),
          spec.commandLine());
    }
  }

  private Deployment target(Cluster taken) throws Exception {
    Deployment old = taken.state().job();
    if (old == null) {
      throw new ParameterException(
          spec.commandLine(), "nothing was submitted yet: `hearthwatch cluster submit` first");
    }
    boolean other = config != null || !arguments.isEmpty();
    Deployment fresh = new JobSubmission(taken).prepare(jar, config, arguments);
    return other
        ? fresh
        : new Deployment(fresh.jar(), old.config(), old.arguments(), old.workingDirectory());
  }
}
