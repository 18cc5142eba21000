package io.hearthwatch.doctor;

import io.hearthwatch.cache.CacheSettings;
import io.hearthwatch.cache.FrameCache;
import io.hearthwatch.cache.ZstdLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where prepared frames are kept, as this machine sees it; changes nothing there.
 *
 * @param settings the job's
 */
public record FrameCacheCheck(CacheSettings settings) implements Check {
  @Override
  public String name() {
    return "frame-cache";
  }

  @Override
  public String remedy() {
    return "name another directory by detect.cache; it is " + settings.directory();
  }

  /** There may be millions of files to count. */
  @Override
  public Duration limit() {
    return Duration.ofMinutes(2);
  }

  @Override
  public List<Finding> run() throws IOException {
    Path directory = Path.of(settings.directory()).toAbsolutePath();
    Path there = directory;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return List.of(Finding.problem(name(), there + " is no directory", remedy()));
    }
    if (!Files.isWritable(there)) {
      return List.of(
          Finding.problem(
              name(),
              there + " may not be written by " + System.getProperty("user.name"),
              "let the user of the task managers write it, or " + remedy()));
    }
    return List.of(room(directory, there));
  }

  private Finding room(Path directory, Path there) throws IOException {
    boolean made = directory.equals(there);
    long taken = made ? FrameCache.bytesIn(directory) : 0;
    long free = Files.getFileStore(there).getUsableSpace();
    String found =
        "%s: %s of at most %s taken, %s free, compressed by %s"
            .formatted(
                made ? directory : directory + ", which the job makes",
                Bytes.of(taken),
                Bytes.of(settings.maxBytes()),
                Bytes.of(free),
                ZstdLibrary.problem().isEmpty() ? "zstd" : "deflate, see zstd");
    if (free >= settings.maxBytes() - taken) {
      return Finding.ok(name(), found);
    }
    return Finding.warning(
        name(), found, "lower detect.cache-max-bytes, or make room: a full disk keeps nothing");
  }
}
