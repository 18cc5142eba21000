package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What has to be known and done about a Postgres data directory before a server may have it. */
final class DatabaseFiles {
  private DatabaseFiles() {}

  /**
   * Refuses data that another major version wrote: Postgres cannot read it.
   *
   * @throws IOException with the way out
   */
  static void requireMajor(Path data, int major) throws IOException {
    Path file = data.resolve("PG_VERSION");
    if (!Files.exists(file)) {
      return;
    }
    String found = Files.readString(file).strip();
    if (!found.equals(Integer.toString(major))) {
      throw new IOException(
          ("the database in %s was written by Postgres %s, but this version of Hearthwatch brings"
                  + " Postgres %d, which cannot read it. Take a backup with the version that wrote"
                  + " it (./hearthwatch backup), move the directory away, start this version, and"
                  + " restore the backup into it (./hearthwatch restore)")
              .formatted(data, found, major));
    }
  }

  /**
   * Ends, in peace, the server that still runs on the data, left behind by a process that was
   * killed, and makes sure that Postgres does not mistake another program for it.
   *
   * @throws IOException if it does not end
   */
  static void endServerOf(Path data) throws IOException {
    Optional<ProcessHandle> server = StrayPostgres.serverOf(data);
    if (server.isPresent()) {
      StrayPostgres.shutDown(server.get(), data);
    }
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.exists(pidFile) && isSomebodyElses(pidFile, data)) {
      // Postgres only looks whether the number is taken, as it soon is again in a container.
      Files.delete(pidFile);
    }
  }

  private static boolean isSomebodyElses(Path pidFile, Path data) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.get(0).strip().matches("[1-9][0-9]{0,9}")) {
      return true;
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> !StrayPostgres.serves(process, data))
        .isPresent();
  }
}
