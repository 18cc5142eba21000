package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.RecordCoordinates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues of all partitions that a subtask knows of. Some may be stale copies: after a restore
 * each subtask is given every queue, as nobody says which partitions it will read. Whoever reads
 * one moves its queue on, so of several copies the one that has met the highest offset is right.
 *
 * <p>Not thread-safe.
 */
final class PartitionQueues {
  private final Map<Partition, Met> queues = new HashMap<>();
  private final ShedRule rule;

  PartitionQueues(ShedRule rule) {
    this.rule = rule;
  }

  /** Takes over a queue from a checkpoint, unless a newer copy is here. */
  void add(PartitionQueue kept) {
    queues.merge(
        new Partition(kept.topic(), kept.partition()),
        new Met(kept.offset(), new VirtualQueue(kept.waitNanos(), kept.lastAppendMillis())),
        (one, other) -> other.offset() > one.offset() ? other : one);
  }

  /** The record, with a verdict if it is shed. To be asked in the order of offsets. */
  Envelope judge(Envelope envelope) {
    RecordCoordinates record = envelope.coordinates();
    Partition partition = new Partition(record.topic(), record.partition());
    Met before = queues.get(partition);
    ShedRule.Decision decision =
        rule.decide(envelope, before == null ? VirtualQueue.EMPTY : before.queue());
    queues.put(partition, new Met(record.offset(), decision.queue()));
    return decision.shed() == null ? envelope : envelope.shed(decision.shed());
  }

  /** What a checkpoint keeps. */
  List<PartitionQueue> snapshot() {
    return queues.entrySet().stream()
        .map(
            e ->
                new PartitionQueue(
                    e.getKey().topic(),
                    e.getKey().number(),
                    e.getValue().offset(),
                    e.getValue().queue().waitNanos(),
                    e.getValue().queue().lastAppendMillis()))
        .toList();
  }

  private record Partition(String topic, int number) {}

  private record Met(long offset, VirtualQueue queue) {}
}
