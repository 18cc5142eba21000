package io.hearthwatch.overload;

import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.RecordCoordinates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The queues of all partitions that a subtask knows of. Some may be stale copies: after a restore
 * each subtask is given every queue, as nobody says which partitions it will read. Whoever reads
 * one moves its queue on, so of several copies the newest is right.
 *
 * <p>Not thread-safe.
 */
final class PartitionQueues {
  private final Map<Partition, VirtualQueue> queues = new HashMap<>();
  private final ShedRule rule;

  PartitionQueues(ShedRule rule) {
    this.rule = rule;
  }

  /** Takes over a queue from a checkpoint, unless a newer copy is here. */
  void add(PartitionQueue kept) {
    queues.merge(
        new Partition(kept.topic(), kept.partition()),
        new VirtualQueue(kept.finishNanos(), kept.latestAppendMillis()),
        VirtualQueue::newest);
  }

  /** The record, with a verdict if it is shed. To be asked in the order of offsets. */
  Envelope judge(Envelope envelope) {
    RecordCoordinates record = envelope.coordinates();
    Partition partition = new Partition(record.topic(), record.partition());
    VirtualQueue before = queues.getOrDefault(partition, VirtualQueue.EMPTY);
    ShedRule.Decision decision = rule.decide(envelope, before);
    queues.put(partition, decision.queue());
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
                    e.getValue().finishNanos(),
                    e.getValue().latestAppendMillis()))
        .toList();
  }

  private record Partition(String topic, int number) {}
}
