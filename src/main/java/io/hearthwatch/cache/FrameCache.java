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
 * checksum and the key they are of, and are removed when one is wrong. No failure of the disk fails
 * a frame: it is counted, the first is logged, and the frame is decoded as if there were no cache.
 */
public final class FrameCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FrameCache.class);

  private final CacheDirectory directory;
  private final long maxBytes;
  private final EntryFile file;
  private final CacheCounters counters = new CacheCounters();

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
   * Bytes that the entries in a directory take; changes nothing.
   *
   * @param directory one that is there
   * @throws IOException when it cannot be looked through
   */
  public static long bytesIn(Path directory) throws IOException {
    return new CacheDirectory(directory).bytes();
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
      switch (file.read(entry, key, samples, length)) {
        case SAMPLES -> {
          counters.read.increment();
          return true;
        }
        case FOREIGN -> counters.missed.increment();
        case CORRUPT -> {
          counters.missed.increment();
          counters.broken.increment();
          Files.deleteIfExists(entry);
        }
      }
    } catch (NoSuchFileException | ClosedByInterruptException e) {
      // Not there, or given up in between; or the task ends, which is no failure of the disk.
      counters.missed.increment();
    } catch (IOException e) {
      counters.missed.increment();
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
      int size = file.prepare(key, samples, length);
      counters.removed.add(directory.reserve(size, maxBytes));
      Files.createDirectories(unfinished.getParent());
      try {
        file.write(unfinished, size);
        directory.publish(unfinished, key);
        counters.written.add(size);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      report(e);
    }
  }

  private void report(IOException e) {
    boolean first = counters.failures() == 0;
    counters.refused.increment();
    if (first) {
      LOG.warn(
          "the cache of frames (detect.cache) cannot be used; frames are decoded anew"
              + " (later failures are counted only)",
          e);
    }
  }

  /** What it did so far; may be read by any thread, also after the end. */
  public CacheCounters counters() {
    return counters;
  }

  /** Frees the compressor's memory; the entries stay. */
  @Override
  public void close() {
    file.close();
  }
}
