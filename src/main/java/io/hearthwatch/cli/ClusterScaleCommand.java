package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.JobRescale;
import io.hearthwatch.cluster.Redeployment;
import io.hearthwatch.cluster.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearthwatch cluster scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Change the parallelism of stages: while the job runs, or by stopping it with a savepoint and"
          + " starting it from there.",
      ""
    },
    footer = {
      "",
      "  hearthwatch cluster scale detect=4",
      "  hearthwatch cluster scale detect=2 store=2"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the job runs at the parallelism that was asked for",
      "1:it runs as before, or not at all; the last line says which",
      ExitCode.WRONG_USAGE
    })
final class ClusterScaleCommand implements Callable<Integer> {
  @Mixin private ClusterOptions cluster;
  @Mixin private HealthOptions health;

  @Parameters(
      paramLabel = "STAGE=N",
      arity = "0..*",
      description = "Stages are ingest, admit, detect, order, window and store.")
  private Map<String, Integer> stages = Map.of();

  @Option(
      names = "--from-savepoint",
      description = "Stop and start the job, for a cluster without the adaptive scheduler.")
  private boolean fromSavepoint;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<Stage, Integer> wanted = wanted();
    try (Cluster taken = cluster.take()) {
      if (fromSavepoint || health.resume()) {
        Redeployment redeployment = health.redeployment(taken);
        return HealthOptions.report(
            health.resume() ? redeployment.resume() : redeployment.scale(wanted),
            spec.commandLine());
      }
      JobRescale.Outcome outcome = new JobRescale(taken).run(wanted);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "job %s runs: %s%nnot all tasks ran for %.1f s%n",
              outcome.job().id(),
              outcome.job().stages(),
              seconds(outcome.downtime()));
    }
    return ExitCode.OK;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private Map<Stage, Integer> wanted() {
    if (stages.isEmpty() != health.resume()) {
      throw wrong("name stages, such as detect=4, or --resume");
    }
    Map<Stage, Integer> wanted = new EnumMap<>(Stage.class);
    stages.forEach(
        (key, number) -> {
          if (number < 1) {
            throw wrong("the parallelism of " + key + " must be at least 1");
          }
          wanted.put(Stage.of(key).orElseThrow(() -> wrong(unknown(key))), number);
        });
    return wanted;
  }

  private static String unknown(String key) {
    List<String> keys = Arrays.stream(Stage.values()).map(Stage::key).toList();
    return "there is no stage '%s': take one of %s"
        .formatted(key, keys.stream().collect(Collectors.joining(", ")));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
