package io.hearthwatch.cli;

import io.hearthwatch.home.Home;
import io.hearthwatch.home.HomeDirectory;
import io.hearthwatch.home.HomeSettings;
import io.hearthwatch.local.JobArguments;
import io.hearthwatch.local.UnusableModelException;
import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.simulate.DemoDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hearthwatch local}: the whole product for a home, in one process that stays up. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = {
      "Watch camera folders, search their pictures, and keep what is found; stays up.",
      "",
      "Every sub-folder of the watched one is a camera. Kafka, Postgres and Flink run inside; what"
          + " they keep lies in the data folder and outlives Ctrl-C, kill -9 and power failures. See"
          + " docs/operations.md.",
      ""
    },
    footer = {
      "",
      "Any key of docs/configuration.md can be given too, as --stage.key VALUE:",
      "  hearthwatch local --watch /cameras --model yolo26n.onnx",
      "  hearthwatch local --watch /cameras --model m.onnx --config jobs/mine.yaml"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:never: it stays up",
      "1:a part failed for good, or the data folder is in use",
      ExitCode.WRONG_USAGE,
      "130, 143:ended by Ctrl-C or SIGTERM, in peace"
    })
public final class LocalCommand implements Callable<Integer> {
  private static final String DEMO = "demo";
  private static final Duration QUIET = Duration.ofMinutes(1);

  @Option(
      names = "--watch",
      required = true,
      paramLabel = "DIR",
      description = "The folder whose sub-folders are cameras. Required.")
  private Path watch;

  @Mixin private DataDirectoryOption data;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "ONNX detector of the YOLO or DETR family, see docs/models.md and `hearthwatch model"
              + " inspect`; or '"
              + DEMO
              + "', the built-in one, which knows simulated cameras only. Required.")
  private String model;

  @Mixin private CameraFilesOptions files;

  @Mixin private TimeZoneOption timeZone;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Inferences under way at once. Default: the processors, here ${DEFAULT-VALUE}.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "Use this database, jdbc:postgresql://HOST:PORT/NAME, not one of the home's own.")
  private String jdbcUrl;

  @Option(
      names = "--user",
      paramLabel = "ROLE",
      description = "Role of that database, which may create its tables. Default: hearthwatch.")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with its password. Default: HEARTHWATCH_POSTGRES_PASSWORD, else none.")
  private Path passwordFile;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "Use these Kafka brokers, not one of the home's own; --kafka.properties-file names a file"
              + " with what else they ask for.")
  private String bootstrapServers;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    checkOptions();
    if (System.getProperty(DemoCommand.UNPACKED_LIBRARIES) == null) {
      System.setProperty(
          DemoCommand.UNPACKED_LIBRARIES, data.directory().resolve("libraries").toString());
    }
    LiveLine line =
        new LiveLine(spec.commandLine().getOut(), Boolean.getBoolean(DemoCommand.TERMINAL), QUIET);
    try {
      new Home(settings(), line).run();
      return ExitCode.OK;
    } catch (UnusableModelException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (Exception e) {
      line.breakOff();
      throw e;
    }
  }

  private HomeSettings settings() throws IOException {
    Path detector = model.equals(DEMO) ? demoDetector() : Path.of(model);
    JobArguments job =
        new JobArguments(jobOptions)
            .preset("detect.model", detector.toAbsolutePath().normalize().toString())
            .preset("detect.parallelism", Integer.toString(parallelism));
    return new HomeSettings(
        watch,
        data.directory(),
        files.settle(),
        timeZone.zone(),
        files.videoFps(),
        job,
        jdbcUrl == null
            ? null
            : new HomeSettings.ExistingDatabase(
                jdbcUrl,
                user == null ? "hearthwatch" : user,
                passwordFile == null ? null : passwordFile.toString()),
        bootstrapServers);
  }

  private Path demoDetector() throws IOException {
    Path directory = HomeDirectory.create(data.directory());
    Path detector = directory.resolve("demo-detector.onnx");
    if (!Files.exists(detector)) {
      Path unready = directory.resolve("demo-detector.new");
      Files.deleteIfExists(unready);
      Files.move(DemoDetector.copyTo(unready), detector, StandardCopyOption.ATOMIC_MOVE);
    }
    return detector;
  }

  private void checkOptions() {
    new JobArguments(jobOptions)
        .stray()
        .ifPresent(
            word -> {
              throw new UnmatchedArgumentException(spec.commandLine(), List.of(word));
            });
    if (model == null) {
      throw wrong(
          "--model FILE is missing, the detector to search pictures with: export one as ONNX, such"
              + " as yolo26n.onnx or yolox_nano.onnx (docs/models.md says how); `--model demo` knows"
              + " simulated cameras only");
    }
    if (!Files.isDirectory(watch)) {
      throw wrong("%s is not a directory that can be read".formatted(watch));
    }
    if (jdbcUrl == null && (user != null || passwordFile != null)) {
      throw wrong("--user and --password-file go with --jdbc-url");
    }
    if (parallelism < 1) {
      throw wrong("--parallelism must be at least 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
