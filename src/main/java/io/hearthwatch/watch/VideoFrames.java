package io.hearthwatch.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes pictures of videos, with the {@code ffmpeg} of the system.
 *
 * <p>A video's pictures lie in a folder of their own, named like the video, below its camera's: it
 * has its name only once ffmpeg has ended well, so a second extraction after a crash either finds
 * all pictures or starts anew, and a picture's name always means the same moment.
 */
public final class VideoFrames {
  private static final long LONGEST_HOURS = 2;
  private static final String UNFINISHED = ".unfinished";

  private final Path directory;
  private final double fps;

  /**
   * @param directory where the pictures go
   * @param fps pictures for each second of a video, above 0
   */
  public VideoFrames(Path directory, double fps) {
    if (!(fps > 0 && fps <= 1_000)) {
      throw new IllegalArgumentException(
          "%s pictures a second are not above 0 and at most 1000".formatted(fps));
    }
    this.directory = directory;
    this.fps = fps;
  }

  /** The position of a picture in its video, in microseconds. */
  public long positionMicros(int picture) {
    return Math.round(picture * 1e6 / fps);
  }

  /**
   * The pictures of a video, in its order; extracted unless they are there already. An interrupt
   * ends ffmpeg.
   *
   * @param cameraId whose video it is
   * @param inCamera the video's path below the camera's folder
   * @throws IOException if there is no ffmpeg, or it makes no picture of the video; says why
   */
  public List<Path> extract(String cameraId, Path inCamera, Path video)
      throws IOException, InterruptedException {
    Path frames = directory.resolve(cameraId).resolve(inCamera.toString());
    if (!Files.isDirectory(frames)) {
      Path unfinished = frames.resolveSibling(frames.getFileName() + UNFINISHED);
      delete(unfinished);
      Files.createDirectories(unfinished);
      run(video, unfinished);
      if (list(unfinished).isEmpty()) {
        throw new IOException("ffmpeg finds no picture in %s".formatted(video));
      }
      Files.move(unfinished, frames, StandardCopyOption.ATOMIC_MOVE);
    }
    return list(frames);
  }

  private void run(Path video, Path into) throws IOException, InterruptedException {
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

  private static List<Path> list(Path frames) throws IOException {
    try (Stream<Path> files = Files.list(frames)) {
      return files.filter(file -> FileKind.of(name(file)) == FileKind.PICTURE).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
