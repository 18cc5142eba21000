package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A directory of pictures from which no cameras and frames can be made. */
public final class UnusableFoldersException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableFoldersException(Path directory, List<String> problems) {
    super(
        directory
            + " cannot be used:"
            + (problems.size() == 1 ? " " : "\n  ")
            + String.join("\n  ", problems));
  }
}
