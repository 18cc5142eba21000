package io.hearthwatch.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that can be told later from another one that was given its number.
 *
 * <p>On Linux by the boot of the machine and the tick of its start, which no setting of the clock
 * moves; elsewhere by the time of its start, as the system tells it then.
 *
 * @param pid process number
 * @param start when it started, in a form of this class only; without blanks
 */
public record KnownProcess(long pid, String start) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Where Linux has the tick of a process's start, behind its name and its closing bracket. */
  private static final int START_TICK = 19;

  /** Other systems count from their boot, whose time they tell to the second. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** This process. */
  public static KnownProcess current() {
    return of(ProcessHandle.current());
  }

  /** A process that lives. */
  public static KnownProcess of(ProcessHandle process) {
    return new KnownProcess(process.pid(), startOf(process).orElse("unknown"));
  }

  /**
   * The process, as long as it lives. One that is dead, and whose parent only has not asked how it
   * ended, does not.
   */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).filter(this::isSameStart).isPresent());
  }

  /** Whether it lives. */
  public boolean isAlive() {
    return handle().isPresent();
  }

  private boolean isSameStart(String other) {
    if (start.matches("[0-9]+") && other.matches("[0-9]+")) {
      long apart = Math.abs(Long.parseLong(start) - Long.parseLong(other));
      return apart <= TOLERANCE.toMillis();
    }
    return start.equals(other);
  }

  /** Empty when it is dead. */
  private static Optional<String> startOf(ProcessHandle process) {
    if (Files.exists(BOOT)) {
      try {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // A process's name may hold blanks and brackets.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        String boot = Files.readString(BOOT, StandardCharsets.US_ASCII).strip();
        boolean zombie = fields.get(0).equals("Z");
        return zombie ? Optional.empty() : Optional.of(boot + "/" + fields.get(START_TICK));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
    return process.info().startInstant().map(instant -> Long.toString(instant.toEpochMilli()));
  }
}
