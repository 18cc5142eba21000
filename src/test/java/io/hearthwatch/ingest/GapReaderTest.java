package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GapReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("frames", 3);

  private final ScriptedReader records = new ScriptedReader();
  private final ListOutput out = new ListOutput();

  @Test
  void consecutiveOffsetsHaveNoGap() throws Exception {
    GapReader reader = reader(0, false);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 5)));
    poll(reader, 5, 6, 7);
    assertThat(out.ranges()).containsExactly("5+1", "6+1", "7+1");
  }

  @Test
  void aJumpBecomesAGapInFrontOfTheRecord() throws Exception {
    GapReader reader = reader(0, false);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 5)));
    poll(reader, 7, 8, 12);
    assertThat(out.ranges()).containsExactly("gap 5+2", "7+1", "8+1", "gap 9+3", "12+1");
    assertThat(out.envelopes.get(0).verdict().reason()).isEqualTo(Reason.OFFSETS_WITHOUT_RECORDS);
  }

  @Test
  void expiredOffsetsStopTheJobWithTheRemedy() {
    GapReader reader = reader(91, false);
    assertThatThrownBy(() -> reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 10))))
        .isInstanceOf(ExpiredOffsetsException.class)
        .hasMessage(
            "frames-3: offsets 10–90 are gone (retention); accept the gap with --ingest.accept-gap");
    assertThat(records.assigned).isEmpty();
  }

  @Test
  void anAcceptedGapIsReportedOnceAndReadingStartsBehindIt() throws Exception {
    GapReader reader = reader(91, true);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 10)));
    assertThat(records.assigned.get(PARTITION.toString())).isEqualTo(91);
    assertThat(reader.isAvailable()).isDone();
    poll(reader, 91, 92);
    assertThat(out.ranges()).containsExactly("gap 10+81", "91+1", "92+1");
    assertThat(out.envelopes.get(0).verdict().reason()).isEqualTo(Reason.OFFSETS_EXPIRED);
  }

  @Test
  void aCheckpointBeforeTheReportStillHoldsTheGap() throws Exception {
    GapReader reader = reader(91, true);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 10)));
    assertThat(reader.snapshotState(1))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(10L);
    poll(reader, 91);
    assertThat(reader.snapshotState(2))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(91L);
  }

  private GapReader reader(long firstOffset, boolean acceptGap) {
    return new GapReader(records, partitions -> Map.of(PARTITION, firstOffset), acceptGap);
  }

  private void poll(GapReader reader, long... offsets) throws Exception {
    for (long offset : offsets) {
      records.offsets.add(offset);
    }
    while (reader.pollNext(out) == InputStatus.MORE_AVAILABLE) {}
  }

  /** Emits the given offsets through split outputs, as Flink's reader does. */
  private static final class ScriptedReader implements SourceReader<Envelope, KafkaPartitionSplit> {
    private final Deque<Long> offsets = new ArrayDeque<>();
    private final Map<String, Long> assigned = new HashMap<>();

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Envelope> output) {
      Long offset = offsets.poll();
      if (offset == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      output
          .createOutputForSplit(PARTITION.toString())
          .collect(
              new Envelope(
                  new RecordCoordinates(PARTITION.topic(), PARTITION.partition(), offset),
                  1,
                  0,
                  true,
                  0,
                  null,
                  null,
                  null,
                  null));
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return assigned.values().stream().map(o -> new KafkaPartitionSplit(PARTITION, o)).toList();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return new CompletableFuture<>();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(split -> assigned.put(split.splitId(), split.getStartingOffset()));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  private static final class ListOutput implements ReaderOutput<Envelope> {
    private final List<Envelope> envelopes = new ArrayList<>();

    List<String> ranges() {
      return envelopes.stream()
          .map(
              e ->
                  (e.verdict() == null ? "" : e.verdict().outcome().code() + " ")
                      + e.coordinates().offset()
                      + "+"
                      + e.offsetCount())
          .toList();
    }

    @Override
    public void collect(Envelope envelope) {
      envelopes.add(envelope);
    }

    @Override
    public void collect(Envelope envelope, long timestamp) {
      envelopes.add(envelope);
    }

    @Override
    public SourceOutput<Envelope> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
