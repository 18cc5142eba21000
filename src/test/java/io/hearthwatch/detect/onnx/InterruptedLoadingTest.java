package io.hearthwatch.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.image.ImageLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task is cancelled while it loads the native libraries, as the first of its process: the next
 * one must find them loaded. In a process of its own, as a library is loaded once.
 */
class InterruptedLoadingTest {
  @TempDir private Path dir;

  /** Loads while it is interrupted, and uses what was loaded. */
  public static final class Main {
    /** Prints what it finds. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
      Thread.currentThread().interrupt();
      NativeLibraries.load();
      System.out.println("still interrupted: " + Thread.interrupted());
      System.out.println("loaded: " + ImageLibrary.load().version());
    }
  }

  @Test
  void anInterruptionDoesNotSpoilThem() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + dir,
                "-Djava.io.tmpdir=" + dir,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> words =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();

    assertThat(words).contains("still interrupted: true");
    assertThat(words).anyMatch(line -> line.startsWith("loaded: leptonica"));
    assertThat(process.waitFor()).isZero();
  }
}
