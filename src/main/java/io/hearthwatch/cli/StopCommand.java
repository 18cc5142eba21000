package io.hearthwatch.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.home.Holder;
import io.hearthwatch.home.HomeStatus;
import io.hearthwatch.local.KnownProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearthwatch stop}: ends a home in peace; exit status 0 when nothing runs afterwards. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "End what `hearthwatch local` started, with a last checkpoint, and wait for it.",
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:nothing runs on the data folder any more",
      "1:it has not ended in time",
      ExitCode.WRONG_USAGE
    })
public final class StopCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 150;

  @Mixin private DataDirectoryOption data;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    Path directory = data.directory();
    Optional<ProcessHandle> process = Holder.of(directory).flatMap(KnownProcess::handle);
    if (process.isEmpty() && Holder.isHeld(directory)) {
      spec.commandLine()
          .getErr()
          .println(
              "something uses %s, but its file `lock` does not say what; `lsof %s` does"
                  .formatted(directory, directory.resolve("lock")));
      return ExitCode.FAILED;
    }
    if (process.isEmpty()) {
      out.println("nothing runs on " + directory);
      return ExitCode.OK;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      spec.commandLine()
          .getErr()
          .println(
              "process %d has not ended within %d s; its log is in %s; kill -9 loses nothing"
                  .formatted(process.get().pid(), PATIENCE_SECONDS, directory.resolve("logs")));
      return ExitCode.FAILED;
    }
    boolean peaceful =
        HomeStatus.read(directory)
            .map((ObjectNode status) -> status.path("state").asText().equals("stopped"))
            .orElse(false);
    out.println(
        peaceful
            ? "ended in peace"
            : "ended, but not in peace; nothing is lost, and the log in %s says why"
                .formatted(directory.resolve("logs")));
    return ExitCode.OK;
  }
}
