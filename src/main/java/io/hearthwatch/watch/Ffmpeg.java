package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The {@code ffmpeg} of the system, at work on one video. */
final class Ffmpeg {
  private static final long LONGEST_HOURS = 2;

  private Ffmpeg() {}

  /**
   * Writes a video's pictures as {@code 00000000.jpg} and so on. An interrupt ends ffmpeg.
   *
   * @param into an empty directory
   * @throws IOException if there is no ffmpeg, or it cannot read the video; says why
   */
  static void extract(Path video, double fps, Path into) throws IOException, InterruptedException {
    Path words = into.resolve("ffmpeg.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                "ffmpeg",
                "-nostdin",
                "-hide_banner",
                "-loglevel",
                "error",
                // Nothing but files: a playlist must not make it ask the network.
                "-protocol_whitelist",
                "file",
                "-i",
                "file:" + video,
                "-an",
                "-vf",
                "fps=" + String.format(Locale.ROOT, "%.6f", fps),
                "-q:v",
                "2",
                "-start_number",
                "0",
                // Relative to its working directory: a % in a folder's name would be a pattern.
                "%08d.jpg")
            .directory(into.toFile())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile());
    Process process = start(builder, video);
    try {
      if (!process.waitFor(LONGEST_HOURS, TimeUnit.HOURS)) {
        throw new IOException(
            "ffmpeg worked on %s for %d hours and was ended".formatted(video, LONGEST_HOURS));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(words, StandardCharsets.ISO_8859_1).strip();
    if (process.exitValue() != 0) {
      throw new IOException(
          "ffmpeg could not read %s (exit status %d)%s"
              .formatted(video, process.exitValue(), said.isEmpty() ? "" : ": " + lastLine(said)));
    }
    Files.delete(words);
  }

  private static Process start(ProcessBuilder builder, Path video) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IOException(
          "%s needs ffmpeg, which cannot be started: install it (apt install ffmpeg, brew install"
                  .formatted(video)
              + " ffmpeg), or keep videos out of the folder",
          e);
    }
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }
}
