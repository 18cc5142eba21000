package io.hearthwatch.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a partition at the group's committed offset, or at its first record where the group has
 * none, and never anywhere else: the consumer's reset strategy is NONE, so an offset that has
 * expired is an error and not a silent jump. ({@code OffsetsInitializer.committedOffsets(EARLIEST)}
 * jumps.)
 */
public final class StartingOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    Map<TopicPartition, Long> starts = new HashMap<>(offsets.beginningOffsets(partitions));
    starts.putAll(offsets.committedOffsets(partitions));
    return starts;
  }

  @Override
  @SuppressWarnings("deprecation") // The connector's interface speaks this type.
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
