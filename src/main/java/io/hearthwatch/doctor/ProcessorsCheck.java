package io.hearthwatch.doctor;

import io.hearthwatch.text.Count;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * What inference has to work with.
 *
 * @param processors that this process may use
 * @param load processes that want one, mean of the last minute; negative when unknown
 */
public record ProcessorsCheck(int processors, double load) implements Check {

  /** Of this machine, or of the container. */
  public static ProcessorsCheck ofThisMachine() {
    return new ProcessorsCheck(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  @Override
  public String name() {
    return "processors";
  }

  @Override
  public String remedy() {
    return "report it";
  }

  @Override
  public List<Finding> run() {
    String found = Count.of(processors, "processor");
    if (load < 0) {
      return List.of(Finding.ok(name(), found + ", load unknown"));
    }
    String loaded = String.format(Locale.ROOT, "%s, load %.1f", found, load);
    if (load <= processors) {
      return List.of(Finding.ok(name(), loaded));
    }
    return List.of(
        Finding.warning(
            name(),
            loaded + ": more wants to run than can",
            "stop what else runs here, or expect fewer pictures a second"));
  }
}
