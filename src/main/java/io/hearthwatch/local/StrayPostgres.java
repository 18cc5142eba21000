package io.hearthwatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Stops Postgres servers that outlived the JVM that started them.
 *
 * <p>A server is known by two things together: the pid in its data directory's {@code
 * postmaster.pid}, and that the process with this pid was started on that very directory. A pid
 * that meanwhile belongs to something else is left alone.
 */
final class StrayPostgres {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  /** Data directories lie at most this deep in a work directory. */
  private static final int DEPTH = 4;

  private StrayPostgres() {}

  /**
   * Stops every server whose data lies under the directory, without regard for its data, and waits.
   *
   * @throws IOException if one does not end
   */
  static void stopAllUnder(Path directory) throws IOException {
    for (Path data : dataDirectories(directory)) {
      Optional<ProcessHandle> server = serverOf(data);
      if (server.isPresent()) {
        stop(server.get(), data);
      }
    }
  }

  /** The running server of a data directory; empty if none runs. */
  static Optional<ProcessHandle> serverOf(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.isEmpty() || !lines.get(0).strip().matches("[1-9][0-9]{0,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> serves(process, data));
  }

  /** Whether the process is, still, the server of that data directory. */
  static boolean serves(ProcessHandle process, Path data) {
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    int option = arguments.indexOf("-D");
    return option >= 0
        && option + 1 < arguments.size()
        && arguments.get(option + 1).equals(data.toString());
  }

  /**
   * Ends one server in peace, cutting off its clients, and waits: its data is wanted.
   *
   * @throws IOException if it does not end
   */
  static void shutDown(ProcessHandle server, Path data) throws IOException {
    signal("INT", server);
    if (!ends(server, data, LONG_PATIENCE)) {
      stop(server, data);
    }
  }

  /**
   * Stops one server, its data given up, and waits.
   *
   * @throws IOException if it does not end
   */
  static void stop(ProcessHandle server, Path data) throws IOException {
    List<ProcessHandle> children = server.descendants().toList();
    // Postgres ends at once, but gives back its shared memory.
    signal("QUIT", server);
    if (!ends(server, data, PATIENCE)) {
      server.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      if (!ends(server, data, PATIENCE)) {
        throw new IOException("Postgres of " + data + ", pid " + server.pid() + ", does not end");
      }
    }
  }

  /** Java has no call for signals that Postgres tells apart. */
  private static void signal(String name, ProcessHandle server) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    kill.onExit().join();
  }

  /** Asks for the arguments, not for the pid: a zombie that nobody reaps keeps its pid for ever. */
  private static boolean ends(ProcessHandle server, Path data, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (serves(server, data)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  private static List<Path> dataDirectories(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(directory, DEPTH, (path, attributes) -> path.endsWith("postmaster.pid"))) {
      files.forEach(file -> found.add(file.getParent()));
    }
    return found;
  }
}
