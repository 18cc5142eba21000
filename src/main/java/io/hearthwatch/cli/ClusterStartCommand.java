package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.ClusterStart;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch cluster start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Start a job manager and task managers, and wait until all are ready. Where some run already,"
          + " start those that are missing.",
      ""
    },
    footer = {
      "",
      "The engine's settings are those of flink-conf/config.yaml but for ports and directories. -D"
          + " changes single ones:",
      "  hearthwatch cluster start -D taskmanager.memory.process.size=2g"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all processes are ready",
      "1:they did not become ready in time, and were ended again",
      ExitCode.WRONG_USAGE
    })
final class ClusterStartCommand implements Callable<Integer> {
  private static final String SLOTS = "taskmanager.numberOfTaskSlots";

  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      description = "Processes that run tasks. Default: as many as were started before, else one.")
  private Integer taskManagers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots of each; one per core is best. Default: 2, as in flink-conf.")
  private Integer slots;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Of Flink's web page and REST interface. Default: 8081, or another where that is taken.")
  private Integer port;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "A setting of the engine; repeatable.")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--ready-within",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait for the processes. Default: 90s.")
  private Duration readyWithin = ClusterStart.USUAL_PATIENCE;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if ((taskManagers != null && taskManagers < 1) || (slots != null && slots < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--task-managers and --slots must be at least 1");
    }
    Map<String, String> given = new HashMap<>();
    if (slots != null) {
      given.put(SLOTS, slots.toString());
    }
    given.putAll(settings);
    try (Cluster taken = cluster.take()) {
      new ClusterStart(taken, readyWithin).run(taskManagers, port, given);
    }
    return ExitCode.OK;
  }
}
