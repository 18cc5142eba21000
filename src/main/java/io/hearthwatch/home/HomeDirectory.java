package io.hearthwatch.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The data folder of a home, held by one process at a time.
 *
 * <p>The lock is the system's: it goes with its process however that ends. What the file says is
 * for people and for {@link Holder}.
 */
public final class HomeDirectory implements AutoCloseable {
  static final String LOCK = "lock";
  private static final String FOR_ITS_OWNER = "rwx------";

  private final Path path;
  private final FileChannel lock;

  private HomeDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Where a person's home lies unless another place is named: {@code $XDG_DATA_HOME/hearthwatch},
   * else {@code ~/.local/share/hearthwatch}.
   */
  public static Path usualPlace(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path share =
        data.startsWith("/")
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return share.resolve("hearthwatch");
  }

  /**
   * Takes the folder, creating it, for its owner only, if it is not there.
   *
   * @throws IOException if it cannot be written, or another process holds it; says which
   */
  public static HomeDirectory take(Path directory) throws IOException {
    Path path = create(directory);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IOException(
          "%s is in use%s: `hearthwatch stop --data %s` ends what uses it, or name another --data"
              .formatted(
                  path,
                  Holder.of(path).map(holder -> " by process " + holder.pid()).orElse(""),
                  path));
    }
    Holder.writeTo(channel);
    return new HomeDirectory(path, channel);
  }

  /**
   * Makes sure that the folder is there; a new one is for its owner only.
   *
   * @return its path, absolute, without symbolic links
   */
  public static Path create(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOR_ITS_OWNER)));
    }
    return directory.toRealPath();
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  /** The folder, absolute, without symbolic links. */
  public Path path() {
    return path;
  }

  /** Kafka's records. */
  Path kafka() {
    return path.resolve("kafka");
  }

  /** The database, its programs and its passwords. */
  Path postgres() {
    return path.resolve("postgres");
  }

  /** The job's checkpoints. */
  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The publisher's journal. */
  Path publishState() {
    return path.resolve("publish-state");
  }

  /** Pictures taken out of videos. */
  Path videoFrames() {
    return path.resolve("video-frames");
  }

  /** What the process and its parts say. */
  Path logs() {
    return path.resolve("logs");
  }

  /** Files that matter only while the process lives; emptied by each. */
  Path scratch() {
    return path.resolve("scratch");
  }

  /** Lets others take the folder. */
  @Override
  public void close() throws IOException {
    lock.truncate(0);
    lock.close();
  }
}
