package io.hearthwatch.metrics.endpoint;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Flink does not tell of its process: resident memory, native libraries included, and how long
 * threads were blocked at the entrance of {@code synchronized} code. Asked by one thread at a time.
 *
 * <p>Resident memory is read from {@code /proc}, and left out where there is none (other systems
 * than Linux). What a thread was blocked between the last question and its own end is not counted.
 */
final class ProcessMetrics {
  /** Bytes of memory that the process has in use. */
  static final String RESIDENT_BYTES = "hearthwatch_process_resident_bytes";

  /** How often a thread was blocked. */
  static final String BLOCKS = "hearthwatch_process_thread_blocks_total";

  /** For how long, all threads together. */
  static final String BLOCKED_SECONDS = "hearthwatch_process_thread_blocked_seconds_total";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private Map<Long, Blocked> before = new HashMap<>();
  private long blocks;
  private long blockedMillis;

  private record Blocked(long count, long millis) {}

  ProcessMetrics() {
    if (threads.isThreadContentionMonitoringSupported()) {
      threads.setThreadContentionMonitoringEnabled(true);
    }
    // Whoever was blocked before was not timed.
    countBlocked();
    blocks = 0;
    blockedMillis = 0;
  }

  /** All values now. */
  synchronized String text() {
    countBlocked();
    StringBuilder text = new StringBuilder();
    residentBytes().ifPresent(bytes -> append(text, RESIDENT_BYTES, "gauge", bytes));
    append(text, BLOCKS, "counter", blocks);
    append(text, BLOCKED_SECONDS, "counter", blockedMillis / 1000.0);
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String type, double value) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(Exposition.sample(name, "", value));
  }

  /** The JVM tells each living thread's own sums only. */
  private void countBlocked() {
    Map<Long, Blocked> now = new HashMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        Blocked since = new Blocked(thread.getBlockedCount(), Math.max(0, thread.getBlockedTime()));
        Blocked last = before.getOrDefault(thread.getThreadId(), new Blocked(0, 0));
        blocks += since.count() - last.count();
        blockedMillis += since.millis() - last.millis();
        now.put(thread.getThreadId(), since);
      }
    }
    before = now;
  }

  private static OptionalLong residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          String kilobytes = line.substring(RESIDENT.length()).replace("kB", "").trim();
          return OptionalLong.of(Long.parseLong(kilobytes) * 1024);
        }
      }
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
