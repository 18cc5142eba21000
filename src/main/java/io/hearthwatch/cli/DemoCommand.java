package io.hearthwatch.cli;

import io.hearthwatch.config.AdmitOptions;
import io.hearthwatch.detect.BareLoop;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.local.CameraFolders;
import io.hearthwatch.local.Demo;
import io.hearthwatch.local.DemoInput;
import io.hearthwatch.local.FolderInput;
import io.hearthwatch.local.SimulatedInput;
import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.simulate.DemoDetector;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code hearthwatch demo}: the whole product in one process, on simulated or on own pictures. */
@Command(
    name = "demo",
    description = {
      "Run the job with a Kafka, a Postgres and a Flink of its own, and show what it finds.",
      "",
      "Without options, simulated cameras live through a day and a night, and a tiny built-in"
          + " network that knows nothing but their world searches the pictures.",
      "Any key of the job can be given too: --<stage>.<key> <value> (docs/configuration.md)."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int COMPARED_PICTURES = 300;

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description = "Own pictures: every sub-folder is a camera; a flat folder is one.")
  private Path frames;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "ONNX detector: YOLO26 with its end-to-end output, or YOLOX.")
  private Path model;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "Own pictures were taken at N a second, in the order of their names (a name that is a"
              + " number is the frame's). Default: times from the names, else from the files.")
  private Double fps;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Inferences under way at once. Default: the processors of this machine.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Where the cameras stand. Default: this machine's.")
  private ZoneId zone = ZoneId.systemDefault();

  @Option(
      names = "--compare",
      description =
          "Afterwards decode and search the same pictures in a bare loop, for comparison.")
  private boolean compare;

  @Option(names = "--keep", description = "Leave everything up until Ctrl-C.")
  private boolean keep;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkOptions();
    PrintWriter out = spec.commandLine().getOut();
    try (WorkDirectory directory = WorkDirectory.create("demo")) {
      DemoInput input = input(directory, out);
      Demo.Result result =
          new Demo(directory, out, System.console() != null).run(input, options(directory));
      if (compare) {
        printComparison(result, input, out);
      }
      printWhereToLook(result, out);
      if (keep) {
        new CountDownLatch(1).await();
      }
      return result.clean() ? 0 : 1;
    }
  }

  private void checkOptions() {
    if (frames != null && model == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--frames needs --model FILE: the built-in network knows the simulated world only");
    }
    if (fps != null && frames == null) {
      throw new ParameterException(spec.commandLine(), "--fps goes with --frames DIR");
    }
    if (parallelism < 1) {
      throw new ParameterException(spec.commandLine(), "--parallelism must be at least 1");
    }
  }

  private DemoInput input(WorkDirectory directory, PrintWriter out) throws Exception {
    Instant now = Instant.now();
    if (frames == null) {
      Path root = Files.createDirectory(directory.resolve("frames"));
      return SimulatedInput.before(now, zone, root);
    }
    FolderInput input =
        FolderInput.of(
            frames,
            new CameraFolders.Options(
                fps, zone, null, now, AdmitOptions.MAX_AGE.option().defaultValue()));
    input.notes().forEach(note -> out.println("  note: " + note));
    return input;
  }

  private List<String> options(WorkDirectory directory) throws Exception {
    List<String> options = new ArrayList<>();
    options.add("--detect.model");
    options.add(
        (model == null ? DemoDetector.copyTo(directory.resolve("demo-detector.onnx")) : model)
            .toAbsolutePath()
            .toString());
    options.add("--detect.parallelism");
    options.add(Integer.toString(parallelism));
    options.add("--site.time-zone");
    options.add(zone.getId());
    options.addAll(jobOptions);
    return options;
  }

  private void printComparison(Demo.Result result, DemoInput input, PrintWriter out)
      throws Exception {
    int threads = result.settings().parallelism().detect();
    BareLoop.Result bare =
        BareLoop.run(
            new OnnxFrameAnalyzerFactory(result.settings().detect()),
            input.pictures(COMPARED_PICTURES),
            threads,
            (int) input.frames());
    out.printf(
        Locale.ROOT,
        "%nComparison%n  job %.1f frames/s, bare decode + infer loop with %d threads %.1f frames/s,"
            + " ratio %.2f%n",
        result.framesPerSecond(),
        threads,
        bare.framesPerSecond(),
        result.framesPerSecond() / bare.framesPerSecond());
  }

  private void printWhereToLook(Demo.Result result, PrintWriter out) {
    out.printf(
        "%nWhere to look%s%n", keep ? "" : " (run it again with --keep, and all of it stays up)");
    out.printf(
        "  tables  %s, user %s, schema hearthwatch%n",
        result.settings().store().jdbcUrl(), result.settings().store().user());
    out.printf(
        "  query   SELECT window_start, camera_id, level, score, summary%n"
            + "          FROM hearthwatch.event ORDER BY score DESC LIMIT 10;%n");
    out.printf("  Flink   %s%n", result.webInterface());
    if (keep) {
      out.printf("%nEverything stays up until Ctrl-C.%n");
    }
    out.flush();
  }
}
