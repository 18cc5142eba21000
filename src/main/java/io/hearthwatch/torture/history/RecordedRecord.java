package io.hearthwatch.torture.history;

/**
 * A record as the topic really has, or had, it.
 *
 * @param partition partition
 * @param offset offset
 * @param key null for none
 * @param value null for none
 * @param timestampMillis its timestamp
 * @param brokerStamped whether that is the broker's append time
 */
public record RecordedRecord(
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    long timestampMillis,
    boolean brokerStamped) {}
