package io.hearthwatch.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a process of its own, as it may end badly. */
public final class OwnJvm {
  private OwnJvm() {}

  /**
   * What came of it.
   *
   * @param exitCode 0 when it went well
   * @param words all that it printed
   */
  public record Ended(int exitCode, String words) {}

  /**
   * Runs it to its end.
   *
   * @param output file for what it prints
   * @param options of the JVM
   */
  public static Ended run(
      Path output, List<String> options, Class<?> mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=classpath:log4j2-local.properties",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    Process process = builder.start();
    try {
      return new Ended(process.waitFor(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }
}
