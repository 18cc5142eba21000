package io.hearthwatch.cache;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a cache did since it was opened. Written by the thread that uses the cache, read by any
 * other.
 */
public final class CacheCounters {
  final LongAdder read = new LongAdder();
  final LongAdder missed = new LongAdder();
  final LongAdder broken = new LongAdder();
  final LongAdder written = new LongAdder();
  final LongAdder removed = new LongAdder();
  final LongAdder refused = new LongAdder();

  CacheCounters() {}

  /** Frames that were read. */
  public long hits() {
    return read.sum();
  }

  /** Frames that were not there, or not whole. */
  public long misses() {
    return missed.sum();
  }

  /** Entries that were removed because they were not whole or not the frame's; misses too. */
  public long brokenEntries() {
    return broken.sum();
  }

  /** Bytes of entries written, compressed. */
  public long bytesWritten() {
    return written.sum();
  }

  /** Entries that this user of the directory removed to make room. */
  public long evictions() {
    return removed.sum();
  }

  /** Reads and writes that the disk refused. */
  public long failures() {
    return refused.sum();
  }
}
