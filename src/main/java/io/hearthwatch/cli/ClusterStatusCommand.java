package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearthwatch.cluster.CheckpointView;
import io.hearthwatch.cluster.ClusterStatus;
import io.hearthwatch.text.Count;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearthwatch cluster status}: exit status 0 when everything that was started runs. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show how the cluster and its job stand; exit code 1 when something is down.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:everything that was started runs",
      "1:something does not run, or a change was interrupted",
      ExitCode.WRONG_USAGE
    })
final class ClusterStatusCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;

  @Option(names = "--json", description = "The same for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ClusterStatus status = ClusterStatus.of(cluster.directory());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(status));
    } else {
      print(status, out);
    }
    boolean jobFine = status.job() == null || status.job().allTasksRun();
    boolean fine = status.running() && status.missing().isEmpty() && jobFine;
    return fine && status.interrupted() == null ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void print(ClusterStatus status, PrintWriter out) {
    if (status.running()) {
      out.printf(
          "cluster      %s, %s, %s, %d of them free%n",
          status.page(),
          Count.of(status.taskManagers(), "task manager"),
          Count.of(status.slots(), "slot"),
          status.freeSlots());
    } else {
      out.println("cluster      does not run");
    }
    out.printf("directory    %s%n", status.directory());
    if (!status.missing().isEmpty()) {
      out.printf(
          "missing      %s ended by itself; `hearthwatch cluster start` starts it again%n",
          String.join(", ", status.missing()));
    }
    if (status.job() != null) {
      print(status.job(), out);
    }
    if (status.lastSavepoint() != null) {
      out.printf("savepoint    %s%n", status.lastSavepoint());
    }
    if (status.interrupted() != null) {
      out.printf("interrupted  %s%n", status.interrupted());
    }
  }

  private static void print(ClusterStatus.Job job, PrintWriter out) {
    out.printf(
        "job          %s %s%s%n",
        job.id(), job.state(), job.allTasksRun() ? ", all tasks run" : "");
    out.printf(
        "parallelism  %s%n",
        job.parallelism().entrySet().stream()
            .map(stage -> stage.getKey() + "=" + stage.getValue())
            .collect(Collectors.joining(" ")));
    CheckpointView checkpoints = job.checkpoints();
    if (checkpoints != null) {
      out.printf(
          "checkpoints  %d completed, %d failed%s%n",
          checkpoints.completed(), checkpoints.failed(), last(checkpoints));
    }
    out.printf(
        "restarts     %d%s%n",
        job.restarts(), job.lastFailure() == null ? "" : "; last failure: " + job.lastFailure());
  }

  private static String last(CheckpointView checkpoints) {
    return checkpoints.last() == null
        ? ""
        : "; last %s, %d ms, %d bytes"
            .formatted(checkpoints.last(), checkpoints.lastMillis(), checkpoints.lastBytes());
  }
}
