package io.hearthwatch.cli;

import io.hearthwatch.config.InvalidConfigurationException;
import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.pipeline.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Reads a configuration as the job would, and says whether the job would start with it. */
@Command(
    name = "check",
    description = "Check a job's configuration without starting it.",
    mixinStandardHelpOptions = true,
    customSynopsis =
        "hearthwatch check [-hV] [--stack-trace] [--config FILE] [--stage.key VALUE]...",
    footer = {
      "",
      "Takes the job's own arguments: --config FILE, and any key of",
      "docs/configuration.md as --stage.key VALUE:",
      "  hearthwatch check --config jobs/home.yaml --detect.parallelism 2",
      "",
      "Reads the configuration only; doctor looks at what it names too."
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the configuration is valid",
      "1:it has problems; all of them are listed",
      "2:wrong usage"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    JobWords.requireNamedFile(spec, arguments);
    JobSettings settings;
    try {
      settings = JobConfiguration.load(arguments, System.getenv());
    } catch (InvalidConfigurationException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILED;
    }
    var out = spec.commandLine().getOut();
    out.println("The configuration is valid.");
    out.println("result version: " + settings.resultVersion());
    out.println("configuration digest: " + settings.configDigest());
    out.println(
        "Not looked at: model, pictures, Kafka, Postgres. hearthwatch doctor with the same arguments"
            + " does.");
    return ExitCode.OK;
  }
}
