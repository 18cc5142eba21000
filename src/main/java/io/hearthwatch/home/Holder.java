package io.hearthwatch.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that holds a data folder, as its lock file says.
 *
 * @param pid process id
 * @param startedAt when it started, as the system tells
 */
public record Holder(long pid, Instant startedAt) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,9}) (\\S+)\\s*");

  /** The system reckons start times from when it was booted, which it tells to the second. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** This process. */
  static Holder current() {
    ProcessHandle process = ProcessHandle.current();
    return new Holder(process.pid(), startOf(process).orElse(Instant.EPOCH));
  }

  /**
   * The living process that holds the folder.
   *
   * @return empty if none does, also where its number now belongs to a process that was started at
   *     another time
   */
  public static Optional<Holder> of(Path directory) throws IOException {
    String text;
    try {
      text = Files.readString(directory.resolve("lock"), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Holder holder = new Holder(Long.parseLong(matcher.group(1)), Instant.parse(matcher.group(2)));
    return holder.process().isPresent() ? Optional.of(holder) : Optional.empty();
  }

  /** The process, as long as it lives. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !isZombie(process))
        .filter(
            process ->
                startOf(process)
                    .map(start -> Duration.between(start, startedAt).abs())
                    .filter(difference -> difference.compareTo(TOLERANCE) <= 0)
                    .isPresent());
  }

  /**
   * Whether it is dead and only its parent has not asked how it ended, as below a container's first
   * process that never asks; told where the system has {@code /proc}.
   */
  private static boolean isZombie(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException notToBeSeen) {
      return false;
    }
  }

  /** Makes this the lock file's content. */
  void writeTo(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(pid + " " + startedAt + "\n"), 0);
    channel.force(true);
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }
}
