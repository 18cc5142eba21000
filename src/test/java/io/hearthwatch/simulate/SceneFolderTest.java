package io.hearthwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels are what trainers expect, and nothing is written over. */
class SceneFolderTest {
  private static final RenderedFrame WITH_A_CAR_AND_A_DOG =
      frame(
          new TruthBox("car", "car", 0, 0, 320, 180, 1),
          new TruthBox("dog", "dog", 600, 324, 640, 360, 0.5f));

  @TempDir private Path directory;

  @Test
  void writesAPictureAndALineForEachObject() throws Exception {
    SceneFolder.write(directory, List.of(frame(), WITH_A_CAR_AND_A_DOG));

    assertThat(directory.resolve("images/000001.jpg")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(directory.resolve("labels/classes.txt")).hasContent("person\ncar\ndog");
    assertThat(directory.resolve("labels/000000.txt")).isEmptyFile();
    assertThat(directory.resolve("labels/000001.txt"))
        .content()
        .hasLineCount(2)
        .startsWith("1 0.250000 0.250000 0.500000 0.500000\n2 0.968750 0.950000 0.062500 0.100000");
  }

  @Test
  void writesNothingOverWhatIsThere() throws Exception {
    SceneFolder.write(directory, List.of(WITH_A_CAR_AND_A_DOG));

    assertThatThrownBy(() -> SceneFolder.write(directory, List.of(frame())))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(directory.resolve("labels/000000.txt")).isNotEmptyFile();
  }

  private static RenderedFrame frame(TruthBox... truth) {
    return new RenderedFrame(
        "street", Instant.parse("2026-01-01T00:00:00Z"), new byte[] {1, 2, 3}, List.of(truth));
  }
}
