package io.hearthwatch.torture.history;

import org.apache.kafka.common.utils.Utils;

/** Kafka's own choice of a partition, made beforehand, so that a history knows where all goes. */
final class DefaultPartition {
  private DefaultPartition() {}

  /** Where the default partitioner sends a key that is not null. */
  static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
