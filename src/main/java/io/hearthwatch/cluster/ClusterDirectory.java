package io.hearthwatch.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hearthwatch.local.DirectoryTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where all that belongs to one cluster lies:
 *
 * <pre>
 * state.json    processes, ports, job, redeployment under way
 * conf/         the engine's settings as they are in force
 * jobs/         copies of submitted jars and job files
 * log/          of each process and of the last submission
 * checkpoints/  savepoints/
 * ha/           what a job manager that comes back goes on from, ZooKeeper's files among it
 * tmp/          what goes with the processes
 * </pre>
 */
public final class ClusterDirectory {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String LOCK = "lock";
  private static final List<String> OWN =
      List.of("conf", "jobs", "log", "checkpoints", "savepoints", "ha", "tmp");

  private final Path path;

  private ClusterDirectory(Path path) {
    this.path = path;
  }

  /** A directory that may not exist yet. */
  public static ClusterDirectory at(Path path) {
    return new ClusterDirectory(path.toAbsolutePath().normalize());
  }

  /** The usual place: under the user's directory for state. */
  public static Path usual() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("hearthwatch").resolve("cluster");
  }

  /** The directory, absolute. */
  public Path path() {
    return path;
  }

  Path conf() {
    return path.resolve("conf");
  }

  Path jobs() {
    return path.resolve("jobs");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  Path savepoints() {
    return path.resolve("savepoints");
  }

  /** What Flink keeps for a job manager that comes back. */
  Path highAvailability() {
    return path.resolve("ha");
  }

  /** The settings and the data of this cluster's ZooKeeper. */
  Path zooKeeper() {
    return highAvailability().resolve("zookeeper");
  }

  Path temporary() {
    return path.resolve("tmp");
  }

  /** The log of a process. */
  public Path log(String process) {
    return path.resolve("log").resolve(process + ".log");
  }

  private Path stateFile() {
    return path.resolve("state.json");
  }

  /** Creates what is missing, readable for the owner only: jobs may name secrets' files. */
  void create() throws IOException {
    createOwn();
    for (Path directory : new Path[] {conf(), jobs(), log("x").getParent(), temporary()}) {
      Files.createDirectories(directory);
    }
    Files.createDirectories(checkpoints());
    Files.createDirectories(savepoints());
    Files.createDirectories(zooKeeper());
    // Where the directory itself was somebody's before, what is in it is closed all the same.
    for (String own : OWN) {
      ownersOnly(path.resolve(own));
    }
  }

  /** The directory itself; one that exists keeps its mode, as it may hold other things too. */
  private void createOwn() throws IOException {
    if (!Files.exists(path)) {
      Files.createDirectories(path);
      ownersOnly(path);
    }
  }

  private static void ownersOnly(Path directory) throws IOException {
    if (Files.isDirectory(directory)
        && Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Deletes what {@link #create} and commands made; what else lies in the directory stays. */
  void delete() throws IOException {
    for (String own : OWN) {
      DirectoryTree.delete(path.resolve(own));
    }
    Files.deleteIfExists(stateFile());
    Files.deleteIfExists(path.resolve(LOCK));
    try (Stream<Path> others = Files.list(path)) {
      if (others.findAny().isEmpty()) {
        Files.delete(path);
      }
    }
  }

  /**
   * Keeps other commands out until closed; the system drops the lock when the process ends.
   *
   * @throws ClusterException when another command works on the cluster
   */
  AutoCloseable lock() throws IOException {
    createOwn();
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ClusterException(
          "another command works on the cluster in %s: wait until it has ended".formatted(path));
    }
    return channel;
  }

  /** What is known; empty when nothing was ever started here. */
  public ClusterState read() throws IOException {
    if (!Files.exists(stateFile())) {
      return ClusterState.empty();
    }
    try {
      return JSON.readValue(Files.readAllBytes(stateFile()), ClusterState.class);
    } catch (JsonProcessingException e) {
      throw new ClusterException(
          "%s cannot be read: end what `ps -ef | grep %s` shows, and delete the file"
              .formatted(stateFile(), path),
          e);
    }
  }

  /** Replaces what is known, in one step. */
  ClusterState write(ClusterState state) throws IOException {
    Path next = path.resolve("state.json.new");
    Files.write(next, JSON.writeValueAsBytes(state));
    if (Files.getFileStore(next).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    }
    Files.move(
        next, stateFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return state;
  }
}
