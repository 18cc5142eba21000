package io.hearthwatch.overload;

/**
 * One partition's {@link VirtualQueue}, as a checkpoint holds it.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset of the last record that it has met
 * @param waitNanos see {@link VirtualQueue}
 * @param lastAppendMillis see {@link VirtualQueue}
 */
public record PartitionQueue(
    String topic, int partition, long offset, long waitNanos, long lastAppendMillis) {}
