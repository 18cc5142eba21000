package io.hearthwatch.ingest;

import org.apache.kafka.common.TopicPartition;

/** Records were removed by the broker's retention before the job read them. */
public final class ExpiredOffsetsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * @param wanted next offset that the job has to read
   * @param first first offset that the broker still has
   */
  public ExpiredOffsetsException(TopicPartition partition, long wanted, long first) {
    super(
        "%s: offsets %d–%d are gone (retention); accept the gap with --ingest.accept-gap"
            .formatted(partition, wanted, first - 1));
  }
}
