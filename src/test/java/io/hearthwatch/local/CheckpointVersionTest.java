package io.hearthwatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointVersionTest {
  private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");

  @Test
  void readsTheVersionOfCommittedSavepointsAndNoneBeforeItWasKept() throws IOException {
    assertThat(CheckpointVersion.of(SAVEPOINTS.resolve("v7"))).isEmpty();
    assertThat(CheckpointVersion.of(SAVEPOINTS.resolve("v8"))).contains("main");
  }

  @Test
  void whatIsNoCheckpointHasNone(@TempDir Path dir) throws IOException {
    assertThatThrownBy(() -> CheckpointVersion.of(dir)).isInstanceOf(IOException.class);
    Files.write(dir.resolve("_metadata"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> CheckpointVersion.of(dir)).isInstanceOf(IOException.class);
  }
}
