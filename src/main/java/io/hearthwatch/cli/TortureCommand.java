package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearthwatch.cluster.Installation;
import io.hearthwatch.local.DirectoryTree;
import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.torture.ReportText;
import io.hearthwatch.torture.Schedule;
import io.hearthwatch.torture.ShortestFailure;
import io.hearthwatch.torture.TortureReport;
import io.hearthwatch.torture.TortureRun;
import io.hearthwatch.torture.fault.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearthwatch torture}: is the promise kept, whatever happens to the processes? */
@Command(
    name = "torture",
    mixinStandardHelpOptions = true,
    description = {
      "Run a real cluster, broker and database on this machine, let faults happen to them while a"
          + " known history is played, and compare every row and message with what must be.",
      "",
      "Takes about ten seconds a fault. Uses only the loopback interface and a temporary directory.",
      ""
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:nothing lost, nothing twice",
      "1:something is not as it must be, or did not recover",
      ExitCode.WRONG_USAGE
    })
public final class TortureCommand implements Callable<Integer> {
  private static final int MOST_FAULTS = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of history and faults. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--faults",
      paramLabel = "K",
      description = "How many faults happen. Default: ${DEFAULT-VALUE}.")
  private int faults = 8;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "After so many minutes no further fault begins. Default: no limit.")
  private Integer minutes;

  @Option(
      names = "--schedule",
      paramLabel = "STRIKES",
      description = "Instead of the seed's faults these, as an earlier run printed them.")
  private String strikes;

  @Option(
      names = "--shrink",
      description = "When it fails, look for the shortest schedule that does; takes many runs.")
  private boolean shrink;

  @Option(names = "--keep", description = "Leave everything up until Ctrl-C.")
  private boolean keep;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (faults < 1 || faults > MOST_FAULTS || (minutes != null && minutes < 1)) {
      throw new ParameterException(
          spec.commandLine(),
          "--faults is from 1 to %d, --minutes at least 1".formatted(MOST_FAULTS));
    }
    Schedule schedule = schedule();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    Consumer<String> say =
        line -> {
          progress.println(line);
          progress.flush();
        };
    Arrays.stream(FaultKind.values())
        .filter(kind -> !TortureRun.isPossible(kind))
        .forEach(kind -> say.accept("left out, as it takes root on Linux: " + kind.code()));
    TortureReport report = run(schedule, keep, say);
    if (shrink && !report.held()) {
      report =
          new ShortestFailure(candidate -> run(candidate, false, say), say).of(schedule, report);
    }
    out.print(
        json
            ? JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report)
            : ReportText.of(report));
    out.flush();
    return report.held() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Schedule schedule() {
    if (strikes == null) {
      return Schedule.of(seed, faults, TortureRun::isPossible);
    }
    try {
      return Schedule.parse(strikes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--schedule: " + e.getMessage(), e);
    }
  }

  /** Where a failed run can be looked into after its directory has gone. */
  private Path keepLogs(WorkDirectory directory) throws IOException {
    Path kept =
        Installation.current().root().resolve("target").resolve("torture-logs").resolve("" + seed);
    DirectoryTree.delete(kept);
    Files.createDirectories(kept);
    List<Path> logs = new ArrayList<>();
    for (String name : List.of("broker.log", "operator.log")) {
      if (Files.exists(directory.resolve(name))) {
        logs.add(directory.resolve(name));
      }
    }
    try (Stream<Path> cluster = Files.list(directory.resolve("cluster").resolve("log"))) {
      logs.addAll(cluster.toList());
    }
    for (Path log : logs) {
      Files.copy(log, kept.resolve(log.getFileName()));
    }
    return kept;
  }

  private TortureReport run(Schedule schedule, boolean stay, Consumer<String> say)
      throws Exception {
    Duration limit = minutes == null ? Duration.ofDays(1) : Duration.ofMinutes(minutes);
    try (WorkDirectory directory = WorkDirectory.create("torture")) {
      TortureReport report = new TortureRun(directory, seed, schedule, limit, say).run();
      if (!report.held()) {
        say.accept("what the processes said is in " + keepLogs(directory));
      }
      if (stay) {
        say.accept(ReportText.of(report));
        say.accept("everything is in %s until Ctrl-C".formatted(directory.path()));
        new CountDownLatch(1).await();
      }
      return report;
    }
  }
}
