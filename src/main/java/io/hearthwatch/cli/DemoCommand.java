package io.hearthwatch.cli;

import io.hearthwatch.config.AdmitOptions;
import io.hearthwatch.detect.BareLoop;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.local.CameraFolders;
import io.hearthwatch.local.Demo;
import io.hearthwatch.local.DemoInput;
import io.hearthwatch.local.FolderInput;
import io.hearthwatch.local.JobArguments;
import io.hearthwatch.local.SimulatedInput;
import io.hearthwatch.local.UnusableFoldersException;
import io.hearthwatch.local.UnusableModelException;
import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.simulate.Story;
import io.hearthwatch.text.Count;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hearthwatch demo}: the whole product in one process, on simulated or on own pictures. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run the job with a Kafka, a Postgres and a Flink of its own, and show what it finds.",
      "",
      "Without options, simulated cameras live through a day and a night, and a small built-in"
          + " network that knows nothing but their world searches the pictures.",
      ""
    },
    footer = {
      "",
      "Any key of docs/configuration.md can be given too, as --stage.key VALUE:",
      "  hearthwatch demo --window.length 30s",
      "  hearthwatch demo --frames pictures --model yolo26n.onnx --fps 2"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:every frame is accounted for",
      "1:the audit found violations, or the demonstration failed",
      ExitCode.WRONG_USAGE,
      "130, 143:ended by Ctrl-C or SIGTERM, as --keep is; nothing is left behind"
    })
public final class DemoCommand implements Callable<Integer> {
  /** Set by the launcher, which knows whether somebody looks on; not all JDKs do. */
  static final String TERMINAL = "hearthwatch.terminal";

  /** Where the picture decoder unpacks its native library; a temporary directory by default. */
  static final String UNPACKED_LIBRARIES = "org.bytedeco.javacpp.cachedir";

  private static final int COMPARED_PICTURES = 300;
  private static final double MOST_SIMULATED_FPS = 100;

  @Option(
      names = "--frames",
      paramLabel = "DIR",
      description = "Own pictures: every sub-folder is a camera; a flat folder is one.")
  private Path frames;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "ONNX detector of the YOLO or DETR family, see `hearthwatch model inspect`. Default: the"
              + " built-in one, which knows simulated pictures only; other ones know photographs,"
              + " and want --frames.")
  private Path model;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "Pictures a second of a camera. Simulated: default 1. Own: counted in the order of their"
              + " names, or by their names where all are numbers, and back from now, when the last"
              + " one was taken; default: times from the names, else from the files.")
  private Double fps;

  @Option(
      names = "--story",
      paramLabel = "NAME",
      completionCandidates = StoryNames.class,
      description =
          "What the simulated cameras see: ${COMPLETION-CANDIDATES}. Default: "
              + SimulatedInput.DEFAULT_STORY
              + ".")
  private String story;

  @Mixin private ParallelismOption parallelism;
  @Mixin private TimeZoneOption timeZone;

  @Option(
      names = "--compare",
      description =
          "Afterwards end the job, and decode and search the same pictures in a bare loop.")
  private boolean compare;

  @Option(names = "--keep", description = "Leave everything up until Ctrl-C.")
  private boolean keep;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkOptions();
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Boolean.getBoolean(TERMINAL);
    try (WorkDirectory directory = WorkDirectory.create("demo")) {
      directory.onShutdown(() -> out.printf("%nStops, and clears away ...%n"));
      try {
        return run(new Demo(directory, out, terminal), directory, out);
      } catch (UnusableFoldersException | UnusableModelException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      } catch (Exception e) {
        if (directory.isClosing()) {
          // The servers went from under us: the exit code is the signal's.
          return ExitCode.FAILED;
        }
        throw e;
      }
    }
  }

  private int run(Demo demo, WorkDirectory directory, PrintWriter out) throws Exception {
    if (System.getProperty(UNPACKED_LIBRARIES) == null) {
      System.setProperty(UNPACKED_LIBRARIES, directory.resolve("libraries").toString());
    }
    DemoInput input = input(directory);
    Demo.Result result = demo.run(input, arguments(directory));
    if (compare) {
      demo.endJob();
      printComparison(result, input, out);
    }
    printWhereToLook(result, out);
    if (keep) {
      new CountDownLatch(1).await();
    }
    return result.clean() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void checkOptions() {
    JobWords.requireNamedFile(spec, jobOptions);
    new JobArguments(jobOptions)
        .stray()
        .ifPresent(
            word -> {
              throw new UnmatchedArgumentException(spec.commandLine(), List.of(word));
            });
    if (frames != null && model == null) {
      throw wrong("--frames needs --model FILE: the built-in network knows the simulated world");
    }
    if (frames != null && story != null) {
      throw wrong("--story is about simulated cameras: it does not go with --frames");
    }
    if (story != null && !Story.names().contains(story)) {
      throw wrong("there is no --story " + story + ": take one of " + Story.names());
    }
    double most = frames == null ? MOST_SIMULATED_FPS : CameraFolders.MOST_FPS;
    if (fps != null && !(fps > 0 && fps <= most)) {
      throw wrong("--fps must be above 0 and at most %.0f, not %s".formatted(most, fps));
    }
    parallelism.require();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private DemoInput input(WorkDirectory directory) throws IOException {
    Instant now = Instant.now();
    if (frames == null) {
      return SimulatedInput.before(
          now,
          timeZone.zone(),
          story == null ? SimulatedInput.DEFAULT_STORY : story,
          Duration.ofMillis(fps == null ? 1_000 : Math.round(1_000 / fps)),
          model != null,
          Files.createDirectory(directory.resolve("frames")));
    }
    return FolderInput.of(
        frames,
        new CameraFolders.Options(
            fps, timeZone.zone(), null, now, AdmitOptions.MAX_AGE.option().defaultValue()));
  }

  private JobArguments arguments(WorkDirectory directory) throws IOException {
    Path detector =
        model == null ? DemoDetector.copyTo(directory.resolve("demo-detector.onnx")) : model;
    return new JobArguments(jobOptions)
        .preset("detect.model", detector.toAbsolutePath().normalize().toString())
        .preset("detect.parallelism", Integer.toString(parallelism.require()))
        .preset("site.time-zone", timeZone.zone().getId());
  }

  private void printComparison(Demo.Result result, DemoInput input, PrintWriter out)
      throws Exception {
    int threads = result.settings().parallelism().detect();
    BareLoop.Result bare =
        BareLoop.run(
            OnnxFrameAnalyzerFactory.ofLocalModel(result.settings().detect()),
            input.pictures(COMPARED_PICTURES),
            threads,
            (int) input.frames());
    double ratio = result.framesPerSecond() / bare.framesPerSecond();
    out.printf(
        Locale.ROOT,
        "%nComparison%n  job %.1f frames/s, bare decode + infer loop with %s %.1f frames/s,"
            + " ratio %.2f%n",
        result.framesPerSecond(),
        Count.of(threads, "thread"),
        bare.framesPerSecond(),
        ratio);
    out.printf(
        Locale.ROOT,
        "  of the loop's time, decoding %.0f %%, inference %.0f %%; of the job's, all else %.0f %%%n",
        100 * (1 - bare.inferenceShare()),
        100 * bare.inferenceShare(),
        100 * Math.max(0, 1 - ratio));
  }

  private void printWhereToLook(Demo.Result result, PrintWriter out) {
    out.printf(
        "%nWhere to look%s%n",
        keep ? "" : " (all of it goes now; with --keep it stays up until Ctrl-C)");
    String jdbcUrl = result.settings().store().jdbcUrl();
    String user = result.settings().store().user();
    out.printf("  tables  %s?user=%s%n", jdbcUrl, user);
    out.printf("          psql '%s?user=%s'%n", jdbcUrl.substring("jdbc:".length()), user);
    out.printf(
        "  query   SELECT local_start, camera_id, level, score, summary, key_picture_uri%n"
            + "          FROM bi.event ORDER BY score DESC LIMIT 10;%n");
    out.printf("  audit   ./hearthwatch audit --user %s --jdbc-url %s%n", user, jdbcUrl);
    out.printf("  letters ./hearthwatch deadletters list --user %s --jdbc-url %s%n", user, jdbcUrl);
    out.printf("  export  ./hearthwatch export event --user %s --jdbc-url %s%n", user, jdbcUrl);
    out.printf("  Flink   %s%n", result.webInterface());
    out.printf("  metrics %s%n", result.metrics());
    if (keep) {
      out.printf("%nEverything stays up until Ctrl-C.%n");
    }
    out.flush();
  }

  /** For the help text and for completion in shells. */
  static final class StoryNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Story.names().iterator();
    }
  }
}
