package io.hearthwatch.ingest;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/**
 * A Kafka source reader that accounts for every offset: where the next record does not stand at the
 * next offset, it first emits an envelope for the range between.
 *
 * <p>The next offset of a partition is what the split itself carries through checkpoints, so a gap
 * is found across restarts too. A split whose next offset the broker no longer has is refused with
 * {@link ExpiredOffsetsException}; where the operator accepts gaps, it starts at the first offset
 * that is left and the range in front of it becomes a gap.
 *
 * <p>Used by the source operator's thread only, like every reader.
 */
final class GapReader implements SourceReader<Envelope, KafkaPartitionSplit> {
  private final SourceReader<Envelope, KafkaPartitionSplit> records;
  private final FirstOffsets firstOffsets;
  private final boolean acceptGap;
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

  /** Accepted gaps that are not emitted yet, by split id. */
  private final Map<String, AcceptedGap> unreported = new LinkedHashMap<>();

  private ReaderOutput<Envelope> checkedFor;
  private ReaderOutput<Envelope> checked;

  GapReader(
      SourceReader<Envelope, KafkaPartitionSplit> records,
      FirstOffsets firstOffsets,
      boolean acceptGap) {
    this.records = records;
    this.firstOffsets = firstOffsets;
    this.acceptGap = acceptGap;
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    Map<TopicPartition, Long> first =
        firstOffsets.of(splits.stream().map(KafkaPartitionSplit::getTopicPartition).toList());
    List<KafkaPartitionSplit> readable = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      TopicPartition partition = split.getTopicPartition();
      long wanted = split.getStartingOffset();
      nextOffsets.put(partition, wanted);
      if (wanted >= first.get(partition)) {
        readable.add(split);
      } else if (acceptGap) {
        unreported.put(split.splitId(), new AcceptedGap(split, first.get(partition)));
        readable.add(startingAt(split, first.get(partition)));
      } else {
        throw new ExpiredOffsetsException(partition, wanted, first.get(partition));
      }
    }
    records.addSplits(readable);
  }

  private static KafkaPartitionSplit startingAt(KafkaPartitionSplit split, long offset) {
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        offset,
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Envelope> output) throws Exception {
    reportExpired(output);
    if (checkedFor != output) {
      checkedFor = output;
      checked = new CheckedReaderOutput(output);
    }
    return records.pollNext(checked);
  }

  private void reportExpired(ReaderOutput<Envelope> output) {
    for (AcceptedGap accepted : unreported.values()) {
      TopicPartition partition = accepted.split.getTopicPartition();
      long from = accepted.split.getStartingOffset();
      output.collect(gap(partition, from, accepted.end, Reason.OFFSETS_EXPIRED));
      nextOffsets.put(partition, accepted.end);
    }
    unreported.clear();
  }

  private void accountFor(Envelope envelope, SourceOutput<Envelope> output) {
    RecordCoordinates at = envelope.coordinates();
    TopicPartition partition = new TopicPartition(at.topic(), at.partition());
    long expected = nextOffsets.getOrDefault(partition, at.offset());
    if (at.offset() > expected) {
      output.collect(gap(partition, expected, at.offset(), Reason.OFFSETS_WITHOUT_RECORDS));
    }
    nextOffsets.put(partition, at.offset() + 1);
  }

  private static Envelope gap(TopicPartition partition, long from, long to, Reason reason) {
    return new Envelope(
        new RecordCoordinates(partition.topic(), partition.partition(), from),
        to - from,
        0,
        false,
        System.currentTimeMillis(),
        null,
        null,
        null,
        Verdict.gap(
            reason, "offsets %d–%d of %s hold no record".formatted(from, to - 1, partition)));
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return records.snapshotState(checkpointId).stream()
        .map(
            split -> {
              AcceptedGap accepted = unreported.get(split.splitId());
              return accepted == null ? split : accepted.split;
            })
        .toList();
  }

  @Override
  public void start() {
    records.start();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return unreported.isEmpty() ? records.isAvailable() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    records.close();
  }

  /**
   * A split as it was assigned, which a checkpoint keeps until the gap is out, and the gap's end.
   */
  private record AcceptedGap(KafkaPartitionSplit split, long end) {}

  /** Looks at each record's offset on its way out of a split. */
  private class CheckedOutput implements SourceOutput<Envelope> {
    private final SourceOutput<Envelope> output;

    CheckedOutput(SourceOutput<Envelope> output) {
      this.output = output;
    }

    @Override
    public void collect(Envelope envelope) {
      accountFor(envelope, output);
      output.collect(envelope);
    }

    @Override
    public void collect(Envelope envelope, long timestamp) {
      accountFor(envelope, output);
      output.collect(envelope, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }

  private final class CheckedReaderOutput extends CheckedOutput implements ReaderOutput<Envelope> {
    private final ReaderOutput<Envelope> output;

    CheckedReaderOutput(ReaderOutput<Envelope> output) {
      super(output);
      this.output = output;
    }

    @Override
    public SourceOutput<Envelope> createOutputForSplit(String splitId) {
      return new CheckedOutput(output.createOutputForSplit(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      output.releaseOutputForSplit(splitId);
    }
  }
}
