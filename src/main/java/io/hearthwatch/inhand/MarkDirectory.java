package io.hearthwatch.inhand;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The marks of one machine. Any number of processes may use one directory at once.
 *
 * <p>Whose process is alive holds a lock on its marks, which ends with it however it ends. A
 * process never opens its own marks a second time: to close such a second channel would give up the
 * lock of the first (POSIX). They are told by the process's name, which each begins with.
 */
public final class MarkDirectory {
  private static final String DEATHS = "deaths";

  /** The process is this one for every class loader: a number alone comes again in containers. */
  private static final String PROCESS =
      ProcessHandle.current().pid()
          + "-"
          + ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L)
          + "-";

  private final Path directory;
  private final Deaths deaths;

  private MarkDirectory(Path directory, Deaths deaths) {
    this.directory = directory;
    this.deaths = deaths;
  }

  /**
   * Opens the directory and makes it where there is none, for this user alone.
   *
   * @param settings name it
   * @throws IOException when it cannot be used; the message names it
   */
  public static MarkDirectory open(InHandSettings settings) throws IOException {
    Path directory = settings.directory() == null ? usual() : Path.of(settings.directory());
    try {
      Files.createDirectories(directory);
      if (settings.directory() == null) {
        requireOwn(directory);
      }
      return new MarkDirectory(directory, new Deaths(directory.resolve(DEATHS)));
    } catch (IOException e) {
      throw new IOException(
          directory + " (detect.in-hand-directory) cannot be used: " + e.getMessage(), e);
    }
  }

  private static Path usual() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "hearthwatch-in-hand-" + System.getProperty("user.name"));
  }

  /** In a place where anyone may put things: what is there already might be somebody's trap. */
  private static void requireOwn(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new IOException("it is a symbolic link");
    }
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      // Only the owner may do this.
      Files.setPosixFilePermissions(
          directory,
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
    }
  }

  /** A mark for one thread of this process; the caller closes it. */
  public Mark newMark() throws IOException {
    return Mark.create(directory, PROCESS + UUID.randomUUID());
  }

  /** Takes away the marks of dead processes and returns the frames that they had in hand. */
  public List<LeftInHand> collect() throws IOException {
    List<Path> marks;
    try (Stream<Path> files = Files.list(directory)) {
      marks =
          files
              .filter(file -> file.getFileName().toString().endsWith(Mark.SUFFIX))
              .filter(file -> !file.getFileName().toString().startsWith(PROCESS))
              .sorted()
              .toList();
    }
    List<LeftInHand> left = new ArrayList<>();
    for (Path mark : marks) {
      collect(mark).ifPresent(left::add);
    }
    return left;
  }

  private Optional<LeftInHand> collect(Path mark) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            mark, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock() == null) {
        return Optional.empty();
      }
      Optional<FrameInHand> frame = Mark.read(channel);
      if (frame.isEmpty()) {
        Files.deleteIfExists(mark);
        return Optional.empty();
      }
      deaths.add(mark, frame.get().coordinates());
      return Optional.of(new LeftInHand(frame.get(), deaths.count(frame.get().coordinates())));
    } catch (NoSuchFileException | OverlappingFileLockException takenByAnother) {
      return Optional.empty();
    }
  }
}
