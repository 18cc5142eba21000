package io.hearthwatch.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What models, Flink and pictures have to live in, beside the heap.
 *
 * @param heap largest heap of this process, bytes
 * @param usable memory that this process may use: the machine's, or the container's limit
 * @param counters where Linux tells the machine's memory; need not be there
 */
public record MemoryCheck(long heap, long usable, Path counters) implements Check {
  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

  /** Beside the heap a JVM with Flink and one model takes about a gibibyte. */
  private static final long BESIDE_HEAP = 1L << 30;

  /** Of this process and machine. */
  public static MemoryCheck ofThisMachine() {
    return new MemoryCheck(
        Runtime.getRuntime().maxMemory(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Path.of("/proc/meminfo"));
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String remedy() {
    return "report it";
  }

  @Override
  public List<Finding> run() throws IOException {
    long machine = Math.max(usable, machine());
    String found =
        usable < machine
            ? "heap up to %s, container limit %s, machine %s"
                .formatted(Bytes.of(heap), Bytes.of(usable), Bytes.of(machine))
            : "heap up to %s, machine %s".formatted(Bytes.of(heap), Bytes.of(machine));
    if (heap + BESIDE_HEAP <= usable) {
      return List.of(Finding.ok(name(), found));
    }
    return List.of(
        Finding.warning(
            name(),
            found + ": models and pictures lie beside the heap, and there is no gibibyte for them",
            "give more memory, or a smaller heap by HEARTHWATCH_JAVA_OPTS=-Xmx..."));
  }

  private long machine() throws IOException {
    if (!Files.isReadable(counters)) {
      return usable;
    }
    Matcher total = TOTAL.matcher(Files.readString(counters));
    return total.find() ? Long.parseLong(total.group(1)) << 10 : usable;
  }
}
