package io.hearthwatch.cli;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.ClusterDirectory;
import io.hearthwatch.cluster.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which cluster a command is about. */
final class ClusterOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the cluster's files are. Default: hearthwatch/cluster under XDG_STATE_HOME, or"
              + " else ~/.local/state.")
  private Path directory = ClusterDirectory.usual();

  ClusterDirectory directory() {
    return ClusterDirectory.at(directory);
  }

  /** Takes the cluster in hand, and tells on standard output what is done with it. */
  Cluster take() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    return Cluster.take(
        Installation.current(),
        directory(),
        line -> {
          out.println(line);
          out.flush();
        });
  }
}
