package io.hearthwatch.window;

import io.hearthwatch.domain.RecordCoordinates;

/**
 * Kafka offsets that a window's frames came from. A camera lives in one partition; should frames of
 * it appear in another, the range stays that of the smallest (topic, partition), whatever came
 * first, rather than mixing offsets that cannot be compared.
 *
 * @param topic topic name
 * @param partition partition number
 * @param first smallest offset
 * @param last largest offset
 */
public record OffsetRange(String topic, int partition, long first, long last) {

  /** The range of one record. */
  static OffsetRange of(RecordCoordinates record) {
    return new OffsetRange(record.topic(), record.partition(), record.offset(), record.offset());
  }

  /** The range that also covers a record. */
  OffsetRange plus(RecordCoordinates record) {
    int byTopic = record.topic().compareTo(topic);
    int order = byTopic != 0 ? byTopic : Integer.compare(record.partition(), partition);
    if (order != 0) {
      return order < 0 ? of(record) : this;
    }
    return new OffsetRange(
        topic, partition, Math.min(first, record.offset()), Math.max(last, record.offset()));
  }
}
