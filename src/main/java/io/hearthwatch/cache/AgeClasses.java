package io.hearthwatch.cache;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many bytes are how old, in a bounded number of classes: what is asked of a directory of
 * millions of files before the oldest are removed. Where there are more times than classes,
 * neighbouring ones are joined, so what counts as equally old lies within a 512th of the time from
 * the oldest to the newest. Not thread-safe.
 */
final class AgeClasses {
  /** Classes at most. */
  static final int MOST = 1024;

  /** Bytes by time, which is counted in units of 2^{@link #shift} milliseconds. */
  private NavigableMap<Long, Long> bytes = new TreeMap<>();

  private int shift;
  private long total;

  /**
   * Counts an entry.
   *
   * @param millis when it was written, since the epoch
   */
  void add(long millis, long size) {
    total += size;
    bytes.merge(millis >> shift, size, Long::sum);
    while (bytes.size() > MOST) {
      shift++;
      NavigableMap<Long, Long> joined = new TreeMap<>();
      bytes.forEach((unit, held) -> joined.merge(unit >> 1, held, Long::sum));
      bytes = joined;
    }
  }

  /** Bytes of all entries. */
  long total() {
    return total;
  }

  /** Classes held now, at most {@link #MOST}. */
  int size() {
    return bytes.size();
  }

  /**
   * What to remove, the oldest first, so that no more than {@code keep} bytes stay. One thread at a
   * time: it counts what it was asked about.
   */
  Cut cut(long keep) {
    long excess = total - keep;
    for (Map.Entry<Long, Long> unit : bytes.entrySet()) {
      if (unit.getValue() >= excess) {
        return new Cut(shift, unit.getKey(), excess);
      }
      excess -= unit.getValue();
    }
    return new Cut(shift, Long.MAX_VALUE, 0);
  }

  /** Decides about entries in whatever order they come. */
  static final class Cut {
    private final int shift;
    private final long unit;
    private long excess;

    /**
     * @param unit older ones go; of these as many as make up {@code excess} bytes
     */
    private Cut(int shift, long unit, long excess) {
      this.shift = shift;
      this.unit = unit;
      this.excess = excess;
    }

    /** Whether this entry goes. */
    boolean takes(long millis, long size) {
      long age = millis >> shift;
      if (age != unit || excess <= 0) {
        return age < unit;
      }
      excess -= size;
      return true;
    }
  }
}
