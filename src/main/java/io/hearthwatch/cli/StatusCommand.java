package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.home.Holder;
import io.hearthwatch.home.HomeReport;
import io.hearthwatch.home.HomeStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearthwatch status}: how a home is; exit status 0 when it runs. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Tell whether `hearthwatch local` runs, how far it is, and where to look; exit status 1 when"
            + " it does not run.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:it runs",
      "1:it does not run, or the data folder cannot be read",
      ExitCode.WRONG_USAGE
    })
public final class StatusCommand implements Callable<Integer> {
  @Mixin private DataDirectoryOption data;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path directory = data.directory();
    boolean running = Holder.isHeld(directory);
    ObjectNode report = HomeReport.of(directory, running);
    if (json) {
      out.println(HomeStatus.text(report));
    } else {
      HomeReport.text(report).forEach(out::println);
    }
    out.flush();
    return running ? ExitCode.OK : ExitCode.FAILED;
  }
}
