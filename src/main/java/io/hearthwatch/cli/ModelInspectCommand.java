package io.hearthwatch.cli;

import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.ModelTiming;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Loads a model as the job would, and says what the job would make of it. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Show what the job would make of a model, and how fast it is here.",
    customSynopsis =
        "hearthwatch model inspect [-hV] [--json] [--no-timing] [--stack-trace] FILE"
            + " [--detect.key VALUE]...",
    footer = {
      "",
      "Takes the job's own arguments too: --config FILE, and any key of",
      "docs/configuration.md, such as",
      "  hearthwatch model inspect rtdetr.onnx --detect.labels coco",
      "The timing is the model's alone, on an empty picture: callers share one",
      "session, each with detect.intra-op-threads threads."
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the job can use the model; there may be warnings",
      "1:it cannot: the file is missing, is no model, or has no known layout",
      ExitCode.WRONG_USAGE
    })
final class ModelInspectCommand implements Callable<Integer> {
  private static final Duration TIMING = Duration.ofSeconds(2);
  private static final int[] CALLERS = {1, 2};

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private String file;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--no-timing", description = "Do not measure; it takes about five seconds.")
  private boolean noTiming;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    ModelEvaluateCommand.requireJobOptions(spec, arguments);
    List<String> all = new ArrayList<>(arguments);
    all.add("--detect.model");
    all.add(file);
    DetectSettings settings = JobConfiguration.loadDetector(all);
    ModelInspection inspection = ModelInspection.of(settings);
    List<ModelTiming> timings = new ArrayList<>();
    if (!noTiming) {
      for (int callers : CALLERS) {
        timings.add(ModelTiming.measure(settings, callers, TIMING));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    ModelReport report = new ModelReport(inspection, timings);
    out.print(json ? report.json() : report.text());
    out.flush();
    return ExitCode.OK;
  }
}
