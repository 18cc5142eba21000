package io.hearthwatch.ingest;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker which offset each partition still begins with. */
@FunctionalInterface
public interface FirstOffsets extends Serializable {

  /**
   * The first offset that can still be read, for each partition.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);
}
