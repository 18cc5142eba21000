package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What has to be known and done about a Postgres data directory before a server may have it. */
final class DatabaseFiles {
  private DatabaseFiles() {}

  /** The major version that wrote the data; empty where there is none. */
  static Optional<String> major(Path data) throws IOException {
    Path file = data.resolve("PG_VERSION");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /**
   * Refuses data that another major version wrote: Postgres cannot read it.
   *
   * @throws OtherMajorException with both versions
   */
  static void requireMajor(Path data, int major) throws IOException {
    Optional<String> found = major(data);
    if (found.isPresent() && !found.get().equals(Integer.toString(major))) {
      throw new OtherMajorException(data, found.get(), major);
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
