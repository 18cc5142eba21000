package io.hearthwatch.detect.onnx;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The models that {@code src/models/make_layout_models.py} builds. */
public final class LayoutModels {
  private LayoutModels() {}

  /** The file of a model. */
  public static Path file(String name) {
    URL url = LayoutModels.class.getResource("models/" + name + ".onnx");
    try {
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
