package io.hearthwatch.torture.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The network that reads {@link CodedScene coded scenes}, and nothing else. */
public final class CodedModel {
  /** Names of its classes, by number. The last two are none that a home is watched for. */
  public static final List<String> CLASSES =
      List.of(
          "person",
          "car",
          "truck",
          "bus",
          "motorcycle",
          "bicycle",
          "dog",
          "cat",
          "bird",
          "horse",
          "sheep",
          "cow",
          "chair",
          "umbrella");

  private static final String RESOURCE = "coded-scenes.onnx";

  private CodedModel() {}

  /** The bytes of the ONNX file. */
  public static byte[] bytes() {
    try (InputStream model = CodedModel.class.getResourceAsStream(RESOURCE)) {
      return model.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of these bytes, as results carry it. */
  public static String sha256() {
    return Sha256.hex(bytes());
  }

  /**
   * Writes the ONNX file where a job can read it.
   *
   * @return {@code file}
   */
  public static Path copyTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
