package io.hearthwatch.overload;

/**
 * One partition's {@link VirtualQueue}, as a checkpoint holds it.
 *
 * @param topic the topic
 * @param partition the partition
 * @param finishNanos see {@link VirtualQueue}
 * @param latestAppendMillis see {@link VirtualQueue}
 */
public record PartitionQueue(
    String topic, int partition, long finishNanos, long latestAppendMillis) {}
