package io.hearthwatch.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes pictures of videos, with {@link Ffmpeg}.
 *
 * <p>A video's pictures lie in a folder of their own, named like the video, below its camera's. It
 * has its name only once ffmpeg has ended well and the video had not changed by then, and it says
 * what the video looked like and how many pictures it had. So a second extraction after a crash
 * either finds the pictures of the same video or starts anew, and a picture's name always means the
 * same moment, also where some were removed since, being old and analysed. By the time that
 * pictures are handed out they are on disk: references to them last longer than this process.
 */
public final class VideoFrames {
  private static final String UNFINISHED = ".unfinished";

  /** In each folder of pictures: of which size and time the video was, and how many it gave. */
  private static final String STAMP = ".video";

  private static final Pattern COUNT = Pattern.compile("([0-9]{1,9}) pictures\\R");
  private static final Pattern NUMBERED = Pattern.compile("([0-9]{8,9})\\.jpg");

  private final Path directory;
  private final double fps;
  private final Sync sync;

  /**
   * A video's pictures.
   *
   * @param pictures those that are there, in the video's order
   * @param count how many there were
   */
  public record Pictures(List<Path> pictures, int count) {}

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

  /** The position of a picture in its video, in microseconds, by its number from 0. */
  public long positionMicros(int picture) {
    return Math.round(picture * 1e6 / fps);
  }

  /** The position that a picture's name says, in microseconds. */
  public long positionMicros(Path picture) {
    Matcher numbered = NUMBERED.matcher(name(picture));
    if (!numbered.matches()) {
      throw new IllegalArgumentException(picture + " is no picture of a video");
    }
    return positionMicros(Integer.parseInt(numbered.group(1)));
  }

  /**
   * The pictures of a video, in its order; extracted unless they are there already. An interrupt
   * ends ffmpeg.
   *
   * @param inCamera the video's path below its camera's folder
   * @throws VideoChangedException if the video is no longer as it was found; nothing is kept then
   * @throws IOException if there is no ffmpeg, or it makes no picture of the video; says why
   */
  public Pictures extract(SettledFile video, Path inCamera)
      throws IOException, InterruptedException {
    Path frames = directory.resolve(video.cameraId()).resolve(inCamera.toString());
    String stamp = stamp(video.look());
    try {
      OptionalInt count = count(frames, stamp);
      if (count.isEmpty()) {
        Path unfinished = frames.resolveSibling(frames.getFileName() + UNFINISHED);
        delete(unfinished);
        Files.createDirectories(unfinished);
        make(video, unfinished);
        count = OptionalInt.of(list(unfinished).size());
        Files.writeString(
            unfinished.resolve(STAMP), stamp + "%d pictures%n".formatted(count.getAsInt()));
        syncAllIn(unfinished);
        delete(frames);
        Files.move(unfinished, frames, StandardCopyOption.ATOMIC_MOVE);
      }
      syncNamesUpFrom(frames.getParent());
      return new Pictures(list(frames), count.getAsInt());
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

  /** How many pictures were made of the video that the stamp is of; empty if it was another. */
  private static OptionalInt count(Path frames, String stamp) throws IOException {
    Path file = frames.resolve(STAMP);
    String found = Files.exists(file) ? Files.readString(file) : "";
    Matcher rest = COUNT.matcher(found.startsWith(stamp) ? found.substring(stamp.length()) : "");
    return rest.matches() ? OptionalInt.of(Integer.parseInt(rest.group(1))) : OptionalInt.empty();
  }

  private static List<Path> list(Path frames) throws IOException {
    try (Stream<Path> files = Files.list(frames)) {
      return files.filter(file -> NUMBERED.matcher(name(file)).matches()).sorted().toList();
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
