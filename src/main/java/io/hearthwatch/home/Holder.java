package io.hearthwatch.home;

import io.hearthwatch.local.KnownProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a data folder: its lock tells whether somebody does, which the system takes back
 * however a process ends; what stands in the lock's file tells who.
 */
public final class Holder {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,9}) (\\S+)\\s*");

  private Holder() {}

  /**
   * The living process that says in the lock's file that it holds the folder.
   *
   * @return empty if none does, also where its number now belongs to another process
   */
  public static Optional<KnownProcess> of(Path directory) throws IOException {
    String text;
    try {
      text = Files.readString(lockOf(directory), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new KnownProcess(Long.parseLong(matcher.group(1)), matcher.group(2)))
            .filter(KnownProcess::isAlive)
        : Optional.empty();
  }

  /**
   * Whether another process holds the folder's lock. Not for the process that holds it itself: it
   * would lose it by looking.
   */
  public static boolean isHeld(Path directory) throws IOException {
    Path file = lockOf(directory);
    if (!Files.isWritable(file)) {
      // Nobody's, or somebody else's, who alone may lock it.
      return of(directory).isPresent();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException thisProcess) {
      return true;
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  /** Has the lock's file say that this process holds the folder. */
  static void writeTo(FileChannel channel) throws IOException {
    KnownProcess here = KnownProcess.current();
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(here.pid() + " " + here.start() + "\n"), 0);
    channel.force(true);
  }

  private static Path lockOf(Path directory) {
    return directory.resolve(HomeDirectory.LOCK);
  }
}
