package io.hearthwatch.domain;

import java.io.Serializable;

/**
 * Where a record stands in Kafka: the identity of a ledger row.
 *
 * @param topic topic name
 * @param partition partition number, from 0
 * @param offset offset within the partition, from 0
 */
public record RecordCoordinates(String topic, int partition, long offset) implements Serializable {

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
