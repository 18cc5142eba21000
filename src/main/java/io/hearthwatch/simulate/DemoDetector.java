package io.hearthwatch.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The built-in network, trained on {@link RandomScenes}. It knows the simulator's painted world and
 * nothing else: it finds figures as they are painted here, and is of no use on any real picture.
 */
public final class DemoDetector {
  private static final String RESOURCE = "demo-detector.onnx";

  private DemoDetector() {}

  /**
   * Writes the ONNX file where a job can read it.
   *
   * @param file to be created
   * @return {@code file}
   */
  public static Path copyTo(Path file) throws IOException {
    try (InputStream model = DemoDetector.class.getResourceAsStream(RESOURCE)) {
      Files.copy(model, file);
    }
    return file;
  }
}
