package io.hearthwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.detect.DetectSettings;
import io.hearthwatch.detect.ModelOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRulesTest {
  @TempDir private Path folder;

  @Test
  void labelsAreTheLinesOfAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("names.txt"), "person\r\n traffic light \n\n\n");
    assertThat(options("detect.labels: " + file).labels())
        .containsExactly("person", "traffic light");
  }

  @Test
  void theNamesStandInTheDigestNotTheirPlace() throws Exception {
    Path one = Files.writeString(folder.resolve("one.txt"), "a\nb");
    Path same = Files.writeString(folder.resolve("same.txt"), "a\nb\n");
    Path other = Files.writeString(folder.resolve("other.txt"), "b\na\n");
    String digest = Configurations.load("detect.labels: " + one).configDigest();
    assertThat(Configurations.load("detect.labels: " + same).configDigest()).isEqualTo(digest);
    assertThat(Configurations.load("detect.labels: " + other).configDigest()).isNotEqualTo(digest);
  }

  @Test
  void saysWhatIsWrongWithALabelsFile() throws Exception {
    Path hole = Files.writeString(folder.resolve("hole.txt"), "a\n\nb");
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
    assertProblem("detect.labels: " + hole, "line 2 of");
    assertProblem("detect.labels: " + empty, "names no class");
    assertProblem("detect.labels: " + binary, "cannot be read as a text in UTF-8");
    assertProblem("detect.labels: " + folder, "is no file");
    assertProblem("detect.labels: no/such/file", "is no file");
  }

  @Test
  void sizesAreRowsAndColumns() {
    assertThat(options("detect.input-size: 640").inputSize())
        .isEqualTo(new ModelOptions.Size(640, 640));
    assertThat(options("detect.input-size: 384x640").inputSize())
        .isEqualTo(new ModelOptions.Size(384, 640));
    assertProblem("detect.input-size: 0", "not a size");
    assertProblem("detect.input-size: 640x", "not a size");
    assertProblem("detect.input-size: 9999", "too large");
  }

  @Test
  void wordsHaveTheNearestSuggested() {
    assertProblem("detect.resize: strech", "did you mean `stretch`?");
    assertProblem("detect.provider: gpu", "is none of them");
    assertProblem("detect.classes: ['']", "not a class name");
  }

  @Test
  void aDetectorCanBeReadWithoutTheRestOfTheJob() {
    DetectSettings settings =
        JobConfiguration.loadDetector(
            List.of("--detect.model", "m.onnx", "--detect.classes", "dog, cat"));
    assertThat(settings.model()).isEqualTo("m.onnx");
    assertThat(settings.options().classes()).containsExactly("dog", "cat");
    assertThat(JobConfiguration.loadDetector(List.of("--config", "jobs/home.yaml")).options())
        .isEqualTo(ModelOptions.NONE);
  }

  private static ModelOptions options(String line) {
    return Configurations.load(line).detect().options();
  }

  private static void assertProblem(String line, String message) {
    assertThat(Configurations.problems(line))
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(message);
  }
}
