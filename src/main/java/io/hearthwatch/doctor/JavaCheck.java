package io.hearthwatch.doctor;

import java.util.List;
import java.util.Set;

/**
 * The Java that runs this. An older one than 17 never comes here: it cannot load a class of ours.
 *
 * @param version of the runtime
 * @param vendor who built it
 */
public record JavaCheck(Runtime.Version version, String vendor) implements Check {
  private static final Set<Integer> TRIED = Set.of(17, 25);

  /** Of this process. */
  public static JavaCheck ofThisProcess() {
    return new JavaCheck(Runtime.version(), System.getProperty("java.vendor"));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String remedy() {
    return "set JAVA_HOME to a JDK 17";
  }

  @Override
  public List<Finding> run() {
    String found = version + ", " + vendor;
    if (TRIED.contains(version.feature())) {
      return List.of(Finding.ok(name(), found));
    }
    return List.of(
        Finding.warning(
            name(),
            found + ": Hearthwatch was tried with 17 and 25, not with " + version.feature(),
            "if something is odd, set JAVA_HOME to a JDK 17, as on the cluster"));
  }
}
