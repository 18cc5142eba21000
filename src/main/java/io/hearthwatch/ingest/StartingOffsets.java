package io.hearthwatch.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a job without restored state starts: at the beginning of what the topic still has, because
 * clocks, sequences and open windows can only be had again from the records. Only where the group's
 * committed offset lies even before that, the start is there, so that the missing range is found
 * and not jumped over in silence. A restored job starts where its checkpoint says and does not ask
 * here.
 *
 * <p>The consumer's reset strategy is NONE: an offset that has expired is an error. ({@code
 * OffsetsInitializer.committedOffsets(EARLIEST)} jumps.)
 */
public final class StartingOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    Map<TopicPartition, Long> starts = new HashMap<>(offsets.beginningOffsets(partitions));
    offsets
        .committedOffsets(partitions)
        .forEach((partition, committed) -> starts.merge(partition, committed, Math::min));
    return starts;
  }

  @Override
  @SuppressWarnings("deprecation") // The connector's interface speaks this type.
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
