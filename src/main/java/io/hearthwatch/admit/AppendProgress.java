package io.hearthwatch.admit;

import java.util.HashMap;
import java.util.Map;

/**
 * Up to which append time each partition was read, as far as its records came by here. Append times
 * rise within a partition, but for the clocks of brokers that take the lead one after the other.
 * Forgotten with a restart: then nothing is known until records come. Not thread-safe.
 */
final class AppendProgress {
  /** How much earlier than one before it a record may still be stamped. */
  static final long BROKERS_DIFFER_MILLIS = 3_600_000;

  private final Map<Integer, Long> latestMillis = new HashMap<>();

  /** A record came, stamped by the broker. */
  void note(int partition, long appendedMillis) {
    latestMillis.merge(partition, appendedMillis, Math::max);
  }

  /** Whether every record of the partition from now on was appended at or after a moment. */
  boolean passed(int partition, long millis) {
    Long latest = latestMillis.get(partition);
    return latest != null && latest - BROKERS_DIFFER_MILLIS >= millis;
  }
}
