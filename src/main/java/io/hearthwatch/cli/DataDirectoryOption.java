package io.hearthwatch.cli;

import io.hearthwatch.home.HomeDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which home a command is about. */
final class DataDirectoryOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the home. Default: $XDG_DATA_HOME/hearthwatch, else"
              + " ~/.local/share/hearthwatch.")
  private Path directory;

  /** The folder, which need not exist. */
  Path directory() {
    return directory == null ? HomeDirectory.usualPlace(System.getenv()) : directory;
  }
}
