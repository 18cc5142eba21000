package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void writeModel() throws IOException {
    path = folder.resolve("a model.onnx");
    Files.write(path, "abc".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsPathsAndFileUris() throws IOException {
    for (String location : new String[] {path.toString(), path.toUri().toString()}) {
      ModelFile model = ModelFile.read(location);
      assertThat(model.path()).isEqualTo(path);
      assertThat(model.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("abc");
      // The example of FIPS 180-2.
      assertThat(model.sha256())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
  }

  @Test
  void saysWhereNothingStands() {
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("other.onnx").toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("other.onnx").toString())
        .hasMessageContaining("detect.model");
    assertThatThrownBy(() -> ModelFile.read(folder.toString())).hasMessageContaining("no model at");
  }

  @Test
  void refusesWhatIsNoFileOfThisMachine() throws IOException {
    assertThatThrownBy(() -> ModelFile.read("s3://models/yolo.onnx"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not from s3:");
    assertThatThrownBy(() -> ModelFile.read("file://host/with space"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a valid URI");
    assertThatThrownBy(() -> ModelFile.read("nul\0byte")).hasMessageContaining("not a path");
    Files.write(path, new byte[0]);
    assertThatThrownBy(() -> ModelFile.read(path.toString())).hasMessageContaining("is empty");
  }
}
