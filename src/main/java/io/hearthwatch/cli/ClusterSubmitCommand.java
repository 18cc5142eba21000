package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.Deployment;
import io.hearthwatch.cluster.JobReport;
import io.hearthwatch.cluster.JobSubmission;
import io.hearthwatch.config.JobConfiguration;
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

/** {@code hearthwatch cluster submit}. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {"Submit the job, as `flink run` does, and wait until all its tasks run.", ""},
    footer = {
      "",
      "Takes the job's own arguments: --config FILE, and any key of docs/configuration.md:",
      "  hearthwatch cluster submit --config jobs/home.yaml --detect.parallelism 2"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all tasks run",
      "1:no cluster runs, or the job was refused or does not come up",
      ExitCode.WRONG_USAGE
    })
final class ClusterSubmitCommand implements Callable<Integer> {
  /** Stands for the savepoint that the cluster's directory remembers. */
  private static final String LAST = "last";

  @Mixin private ClusterOptions cluster;
  @Mixin private SubmissionOptions given;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "Savepoint or retained checkpoint to go on from; `last` is the last savepoint of this"
              + " cluster. Default: none, the job reads its topic from the beginning.")
  private String from;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    given.check(arguments);
    List<String> all = new ArrayList<>(arguments);
    if (given.config() != null) {
      all.addAll(List.of("--config", given.config().toString()));
    }
    // Problems are named by the person's file here, not by the copy that is submitted.
    JobConfiguration.load(all, System.getenv());
    try (Cluster taken = cluster.take()) {
      JobSubmission submission = new JobSubmission(taken);
      Deployment deployment = submission.prepare(given.jar(), given.config(), arguments);
      JobReport job = submission.run(deployment, savepoint(taken));
      spec.commandLine().getOut().printf("job %s runs: %s%n", job.id(), job.stages());
    }
    return ExitCode.OK;
  }

  private String savepoint(Cluster taken) {
    if (!LAST.equals(from)) {
      return from;
    }
    if (taken.state().lastSavepoint() == null) {
      throw new ParameterException(
          spec.commandLine(), "--from last: this cluster has made no savepoint yet");
    }
    return taken.state().lastSavepoint();
  }
}
