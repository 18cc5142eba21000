package io.hearthwatch.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes pictures of videos, with {@link Ffmpeg}.
 *
 * <p>A video's pictures lie in a folder of their own, named like the video, below its camera's. It
 * has its name only once ffmpeg has ended well and the video had not changed by then, and it says
 * what the video looked like. So a second extraction after a crash either finds all pictures of the
 * same video or starts anew, and a picture's name always means the same moment. By the time that
 * pictures are handed out they are on disk: references to them last longer than this process.
 */
public final class VideoFrames {
  private static final String UNFINISHED = ".unfinished";

  /** In each folder of pictures: of which size and time the video was. */
  private static final String STAMP = ".video";

  private final Path directory;
  private final double fps;
  private final Sync sync;

  /** Puts a file, or the names in a directory, on disk. */
  @FunctionalInterface
  interface Sync {
    void sync(Path path) throws IOException;
  }

  /**
   * @param directory where the pictures go
   * @param fps pictures for each second of a video, above 0
   */
  public VideoFrames(Path directory, double fps) {
    this(directory, fps, Disk::sync);
  }

  /** With another way to sync; for tests of what is synced when. */
  VideoFrames(Path directory, double fps, Sync sync) {
    if (!(fps > 0 && fps <= 1_000)) {
      throw new IllegalArgumentException(
          "%s pictures a second are not above 0 and at most 1000".formatted(fps));
    }
    this.directory = directory;
    this.fps = fps;
    this.sync = sync;
  }

  /** The position of a picture in its video, in microseconds. */
  public long positionMicros(int picture) {
    return Math.round(picture * 1e6 / fps);
  }

  /**
   * The pictures of a video, in its order; extracted unless they are there already. An interrupt
   * ends ffmpeg.
   *
   * @param inCamera the video's path below its camera's folder
   * @throws VideoChangedException if the video is no longer as it was found; nothing is kept then
   * @throws IOException if there is no ffmpeg, or it makes no picture of the video; says why
   */
  public List<Path> extract(SettledFile video, Path inCamera)
      throws IOException, InterruptedException {
    Path frames = directory.resolve(video.cameraId()).resolve(inCamera.toString());
    String stamp = stamp(video.look());
    try {
      if (!isStamped(frames, stamp)) {
        Path unfinished = frames.resolveSibling(frames.getFileName() + UNFINISHED);
        delete(unfinished);
        Files.createDirectories(unfinished);
        make(video, unfinished);
        Files.writeString(unfinished.resolve(STAMP), stamp);
        syncAllIn(unfinished);
        delete(frames);
        Files.move(unfinished, frames, StandardCopyOption.ATOMIC_MOVE);
      }
      syncNamesUpFrom(frames.getParent());
      return list(frames);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void make(SettledFile video, Path into) throws IOException, InterruptedException {
    IOException failure = null;
    try {
      Ffmpeg.extract(video.path(), fps, into);
    } catch (IOException e) {
      failure = e;
    }
    // What ffmpeg says of a video that was still written to, and what it made of it, mean nothing.
    if (!Look.opened(video.path()).sameContent(video.look())) {
      throw new VideoChangedException(video.path(), failure);
    }
    if (failure != null) {
      throw failure;
    }
    if (list(into).isEmpty()) {
      throw new IOException("ffmpeg finds no picture in %s".formatted(video.path()));
    }
  }

  private void syncAllIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        sync.sync(file);
      }
    }
    sync.sync(folder);
  }

  private void syncNamesUpFrom(Path folder) throws IOException {
    for (Path up = folder; up.startsWith(directory); up = up.getParent()) {
      sync.sync(up);
    }
  }

  private static String stamp(Look look) {
    return "%d bytes, written %s%n".formatted(look.size(), look.modified());
  }

  private static boolean isStamped(Path frames, String stamp) throws IOException {
    Path file = frames.resolve(STAMP);
    return Files.exists(file) && Files.readString(file).equals(stamp);
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
