package io.hearthwatch.detect.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real models and frames beside the checkout: not part of the product, so tests may miss them. */
final class SharedData {
  static final Path ROOT = Path.of("..", "shared", "data");

  private SharedData() {}

  /** Skips the calling test, visibly, where the data is missing. */
  static Path require(String path) {
    Path file = ROOT.resolve(path);
    assumeTrue(Files.exists(file), () -> "needs " + file + ", which is not there");
    return file;
  }
}
