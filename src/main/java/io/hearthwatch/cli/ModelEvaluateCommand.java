package io.hearthwatch.cli;

import io.hearthwatch.config.JobConfiguration;
import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.onnx.ModelInspection;
import io.hearthwatch.detect.onnx.OnnxFrameAnalyzerFactory;
import io.hearthwatch.detect.onnx.UnavailableProviderException;
import io.hearthwatch.detect.onnx.UnsupportedModelException;
import io.hearthwatch.evaluate.ClassCheck;
import io.hearthwatch.evaluate.ContactSheet;
import io.hearthwatch.evaluate.Evaluation;
import io.hearthwatch.evaluate.EvaluationJson;
import io.hearthwatch.evaluate.EvaluationSettings;
import io.hearthwatch.evaluate.EvaluationText;
import io.hearthwatch.evaluate.Interpolation;
import io.hearthwatch.evaluate.InvalidDataSetException;
import io.hearthwatch.evaluate.LabelNames;
import io.hearthwatch.evaluate.LabelledFolder;
import io.hearthwatch.evaluate.LabelledFrame;
import io.hearthwatch.local.JobArguments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hearthwatch model evaluate}: how good a model is on labelled frames. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a model on labelled frames, decoded and searched as the job does it.",
      "",
      "A label file has the path of its picture but for .txt at the end, and one line for each object:"
          + " class centre-x centre-y width height, the last four as shares of the picture. An"
          + " empty file says that nothing is there.",
      ""
    },
    footer = {
      "",
      "  hearthwatch model evaluate --model yolo26n.onnx --frames set --labels set",
      "",
      "Takes the job's own arguments too: --config FILE, and any key of",
      "docs/configuration.md, such as --detect.confidence 0.4, the threshold, or",
      "--detect.classes person,car to judge these only. docs/models.md says what",
      "the figures mean."
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:measured",
      ExitCode.ONLY_FAILED,
      "2:wrong usage or configuration; so are a model, frames or labels that cannot be used"
    })
final class ModelEvaluateCommand implements Callable<Integer> {
  private static final String STANDARD_OUT = "-";
  private static final int MOST_SHEET_FRAMES = 100;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "ONNX detector.")
  private Path model;

  @Option(
      names = "--frames",
      required = true,
      paramLabel = "DIR",
      description = "Pictures (.jpg, .jpeg, .png, .webp), at any depth.")
  private Path frames;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "DIR",
      description = "Label files with the same paths; for images/ beside labels/ the same folder.")
  private Path labels;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description =
          "Names of the labels' classes: one a line, or the data.yaml of a data set. Default:"
              + " classes.txt or data.yaml in the labels' folder or above it, else the model's.")
  private Path names;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Take only pictures whose path below --frames fits, such as 'front-*/**'.")
  private String only;

  @Option(
      names = "--missing-labels-are-empty",
      description = "Take a picture without a label file for one with nothing in it.")
  private boolean missingIsEmpty;

  @Option(
      names = "--floor",
      paramLabel = "N",
      description = "Confidence from which boxes are ranked. Default: ${DEFAULT-VALUE}.")
  private double floor = 0.001;

  @Option(
      names = "--max-detections",
      paramLabel = "N",
      description = "Boxes of a frame that count, best first. Default: ${DEFAULT-VALUE}.")
  private int maxDetections = 300;

  @Option(
      names = "--interpolation",
      paramLabel = "HOW",
      description = "Area under the curve: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Interpolation interpolation = Interpolation.COCO_101;

  @Mixin private ParallelismOption parallelism;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all figures as JSON; - prints them instead of the table.")
  private String json;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Write a PNG of the worst frames with labelled and found boxes.")
  private Path sheet;

  @Option(
      names = "--sheet-frames",
      paramLabel = "N",
      description = "Frames on it. Default: ${DEFAULT-VALUE}.")
  private int sheetFrames = 12;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkOptions();
    DetectSettings job = jobSettings();
    int floorE4 = (int) Math.round(floor * 10_000);
    if (floorE4 < 1 || floorE4 > job.thresholdE4()) {
      throw wrong(
          "--floor must be at least 0.0001 and at most detect.confidence, %s; it is %s"
              .formatted(job.thresholdE4() / 1e4, floor));
    }
    ModelInspection inspected = inspect(job);
    Set<String> judged = Set.copyOf(job.options().classes());
    EvaluationSettings settings =
        new EvaluationSettings(job.thresholdE4(), floorE4, maxDetections, interpolation, judged);
    Evaluation evaluation;
    try {
      evaluation =
          Evaluation.run(
              new OnnxFrameAnalyzerFactory(from(job, floorE4), inspected.sha256()),
              labelledFrames(inspected.classes(), judged),
              parallelism.require(),
              settings);
    } catch (InvalidDataSetException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
    report(evaluation, inspected);
    return ExitCode.OK;
  }

  private ModelInspection inspect(DetectSettings job) {
    try {
      return ModelInspection.of(job);
    } catch (IOException
        | UnsupportedModelException
        | UnavailableProviderException
        | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void checkOptions() {
    requireDirectory("--frames", frames);
    requireDirectory("--labels", labels);
    if (maxDetections < 1) {
      throw wrong("--max-detections must be at least 1");
    }
    parallelism.require();
    if (sheetFrames < 1 || sheetFrames > MOST_SHEET_FRAMES) {
      throw wrong("--sheet-frames must be from 1 to " + MOST_SHEET_FRAMES);
    }
    if (sheet != null) {
      requireDirectory("--sheet is to lie in", sheet.toAbsolutePath().getParent());
      if (!sheet.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
        throw wrong("--sheet " + sheet + " must end in .png: that is what it will be");
      }
    }
    requireJobOptions(spec, jobOptions);
  }

  private void requireDirectory(String option, Path directory) {
    if (!Files.isDirectory(directory)) {
      throw wrong(option + " " + directory + " is no directory");
    }
  }

  /** What begins like an option of this command and is none would be taken for the job's. */
  static void requireJobOptions(CommandSpec spec, List<String> given) {
    new JobArguments(given)
        .stray()
        .ifPresent(
            word -> {
              throw new UnmatchedArgumentException(spec.commandLine(), List.of(word));
            });
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private DetectSettings jobSettings() {
    List<String> arguments = new ArrayList<>(jobOptions);
    arguments.add("--detect.model");
    arguments.add(model.toString());
    return JobConfiguration.loadDetector(arguments);
  }

  /**
   * The job's own, but for the floor, because boxes that the job would not emit are ranked too, and
   * the cache, because each picture is read once.
   */
  private static DetectSettings from(DetectSettings job, int floorE4) {
    return new DetectSettings(
        job.model(),
        job.thresholdE4(),
        floorE4,
        job.intraOpThreads(),
        job.maxPixels(),
        job.options(),
        job.decode(),
        null);
  }

  private List<LabelledFrame> labelledFrames(List<String> modelClasses, Set<String> judged)
      throws IOException, InvalidDataSetException {
    Optional<Path> namesFile = names == null ? LabelNames.find(labels) : Optional.of(names);
    List<String> labelClasses =
        namesFile.isPresent() ? LabelNames.read(namesFile.get()) : modelClasses;
    List<LabelledFrame> labelled =
        LabelledFolder.read(
            new LabelledFolder.Options(frames, labels, labelClasses, only, missingIsEmpty));
    ClassCheck.require(labels, labelled, modelClasses, judged);
    return labelled;
  }

  private void report(Evaluation evaluation, ModelInspection model) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json != null) {
      String figures = EvaluationJson.of(evaluation, model.path().toString(), model.sha256());
      if (json.equals(STANDARD_OUT)) {
        out.print(figures);
      } else {
        Files.writeString(Path.of(json), figures);
      }
    }
    if (!STANDARD_OUT.equals(json)) {
      out.printf("%s, SHA-256 %s%n", model.path(), model.sha256());
      out.print(EvaluationText.of(evaluation));
    }
    out.flush();
    if (sheet != null) {
      Files.write(sheet, ContactSheet.draw(evaluation, sheetFrames));
      // Beside the figures, which may be a program's.
      spec.commandLine().getErr().println("the worst frames are drawn in " + sheet);
    }
  }
}
