package io.hearthwatch.cli;

import io.hearthwatch.doctor.Doctor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** Looks at this machine and at what a job would be connected to, and says what to do about it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check this machine, models, frame stores, Kafka and Postgres; change nothing.",
    footer = {
      "",
      "Without options, this machine only. With --config any key of",
      "docs/configuration.md can be given too, as --stage.key VALUE; keys of the",
      "detector also count for --model:",
      "  hearthwatch doctor --config jobs/home.yaml",
      "  hearthwatch doctor --model rtdetr.onnx --detect.labels coco"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:no problem; there may be fallbacks and warnings",
      "1:there are problems",
      ExitCode.WRONG_USAGE
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "Check all that this job's configuration names.")
  private String config;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Check this ONNX file as a model. May be repeated.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Check this Kafka instead of the job's.")
  private String bootstrapServers;

  @ArgGroup(exclusive = false, heading = "%nCheck this Postgres instead of the job's:%n")
  private DatabaseOptions database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    JobWords.requireNamedFile(spec, arguments);
    if (config == null && models.isEmpty() && !arguments.isEmpty()) {
      throw JobWords.areKeys(arguments)
          ? new ParameterException(
              spec.commandLine(),
              arguments.get(0)
                  + " is a key of the job: it counts together with --config FILE.yaml, or with"
                  + " --model FILE")
          : new UnmatchedArgumentException(spec.commandLine(), arguments);
    }
    DoctorChecks checks = DoctorChecks.ofThisMachine();
    checks.addJob(config, arguments, System.getenv());
    checks.addModels(models, arguments);
    checks.addKafka(bootstrapServers);
    checks.addDatabase(database);
    DoctorReport report = new DoctorReport(Doctor.examine(checks.all(), checks.redaction()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    return report.healthy() ? ExitCode.OK : ExitCode.FAILED;
  }
}
