package io.hearthwatch.cache;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples of frames that were decoded and resized before, compressed on disk.
 *
 * <p>One thread at a time; any number of instances, in any number of processes, may share a
 * directory. What is read is what was written or nothing: entries appear in one step, carry a
 * checksum, and are removed when it is wrong. No failure of the disk fails a frame: it is counted,
 * the first is logged, and the frame is decoded as if there were no cache.
 */
public final class FrameCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrameCache.class);

  private final CacheDirectory directory;
  private final long maxBytes;
  private final EntryFile file;
  private long hits;
  private long misses;
  private long corrupt;
  private long failures;

  /** Takes over the codec. */
  FrameCache(CacheDirectory directory, long maxBytes, Codec codec) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.file = new EntryFile(codec);
  }

  /**
   * Opens the cache of a directory; the caller closes it.
   *
   * @throws IOException when the directory cannot be made or written
   */
  public static FrameCache open(CacheSettings settings) throws IOException {
    CacheDirectory directory = CacheDirectory.at(Path.of(settings.directory()));
    return new FrameCache(directory, settings.maxBytes(), Codec.best());
  }

  /**
   * Reads a frame.
   *
   * @param samples receives the samples; may be overwritten even when there is no such frame
   * @param length number of samples the frame has, at most {@code samples.length}
   * @return whether {@code samples} holds the frame now
   */
  public boolean read(FrameKey key, byte[] samples, int length) {
    Path entry = directory.entry(key);
    try {
      switch (file.read(entry, samples, length)) {
        case SAMPLES -> {
          hits++;
          return true;
        }
        case FOREIGN -> misses++;
        case CORRUPT -> {
          misses++;
          corrupt++;
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException | ClosedByInterruptException e) {
      // Not there, or given up in between; or the task ends, which is no failure of the disk.
      misses++;
    } catch (IOException e) {
      misses++;
      report(e);
    }
    return false;
  }

  /**
   * Keeps a frame, and gives up the oldest ones where there is no room.
   *
   * @param length number of samples the frame has, at most {@code samples.length}
   */
  public void write(FrameKey key, byte[] samples, int length) {
    Path unfinished = directory.unfinished(key);
    try {
      int size = file.prepare(samples, length);
      directory.reserve(size, maxBytes);
      Files.createDirectories(unfinished.getParent());
      try {
        file.write(unfinished, size);
        directory.publish(unfinished, key);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      report(e);
    }
  }

  private void report(IOException e) {
    if (failures++ == 0) {
      LOG.warn(
          "the cache of frames (detect.cache) cannot be used; frames are decoded anew"
              + " (later failures are counted only)",
          e);
    }
  }

  /** Frames that were read. */
  public long hits() {
    return hits;
  }

  /** Frames that were not there, or not whole. */
  public long misses() {
    return misses;
  }

  /** Entries that were removed because they were not whole; misses too. */
  public long corrupt() {
    return corrupt;
  }

  /** Reads and writes that the disk refused. */
  public long failures() {
    return failures;
  }

  /** Frees the compressor's memory; the entries stay. */
  @Override
  public void close() {
    file.close();
  }
}
