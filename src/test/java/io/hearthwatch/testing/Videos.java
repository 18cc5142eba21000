package io.hearthwatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Videos that the system's ffmpeg makes, where there is one. */
public final class Videos {
  private Videos() {}

  /** Whether there is an ffmpeg. */
  public static boolean areThere() throws InterruptedException {
    try {
      return new ProcessBuilder("ffmpeg", "-version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes a small video, over another that may be there. */
  public static Path write(Path file, int seconds) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Process process =
        new ProcessBuilder(
                ("ffmpeg -y -v error -f lavfi -i testsrc=size=64x48:rate=10:duration=" + seconds)
                    .concat(" -c:v mpeg4 " + file)
                    .split(" "))
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("ffmpeg cannot write " + file);
    }
    return file;
  }
}
