package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Clears away the work directories of processes that died without doing so. */
final class StaleDirectories {
  private static final Logger LOG = LogManager.getLogger(StaleDirectories.class);

  private StaleDirectories() {}

  /**
   * Stops Postgres servers in, and deletes, every directory of that prefix that belongs to the same
   * user as ours and whose owning process is dead. What cannot be cleared is logged and stays: it
   * must not keep the new run from starting.
   *
   * @param ours the work directory of this run: not touched
   */
  static void clear(Path parent, String prefix, Path ours) throws IOException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path candidate : candidates) {
        try {
          if (!candidate.equals(ours) && sameOwner(candidate, ours)) {
            clear(candidate);
          }
        } catch (IOException e) {
          LOG.warn("cannot clear away {}, left behind by a run that was killed", candidate, e);
        }
      }
    }
  }

  private static boolean sameOwner(Path candidate, Path ours) throws IOException {
    return Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours));
  }

  private static void clear(Path directory) throws IOException {
    Optional<OwnerFile> inherited = OwnerFile.inherit(directory);
    if (inherited.isEmpty()) {
      return;
    }
    OwnerFile owner = inherited.get();
    try {
      StrayPostgres.stopAllUnder(directory);
      DirectoryTree.delete(directory);
    } finally {
      owner.close();
    }
    LOG.info("cleared away {}, left behind by a run that was killed", directory);
  }
}
