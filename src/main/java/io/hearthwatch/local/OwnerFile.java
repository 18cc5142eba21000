package io.hearthwatch.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who owns a work directory: a file with the process's pid, locked as long as the process lives.
 *
 * <p>The lock, not the pid, tells the living from the dead: the system drops it however the process
 * ends, while a pid can belong to something else by then, or be unknown here because its process
 * runs in another container on the same disk. The pid is for people.
 */
final class OwnerFile implements AutoCloseable {
  private static final String NAME = "owner.pid";

  /**
   * Directories that this JVM owns. Never probed: a process that opens and closes a file which it
   * has locked itself loses that lock (POSIX).
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private OwnerFile(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Makes this process the owner of its new directory until closed. */
  static OwnerFile claim(Path directory) throws IOException {
    OWN.add(directory);
    // Locked before it has its name: nobody ever sees it unlocked while its process lives.
    Path unnamed = directory.resolve(NAME + ".new");
    FileChannel channel =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
    Files.move(unnamed, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    return new OwnerFile(directory, channel);
  }

  /**
   * Takes over a directory whose owner is dead.
   *
   * @return empty if the owner lives, or if the directory never had one
   */
  static Optional<OwnerFile> inherit(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (OWN.contains(directory) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new OwnerFile(directory, channel));
  }

  /** Gives up ownership. */
  @Override
  public void close() throws IOException {
    channel.close();
    OWN.remove(directory);
  }
}
