package io.hearthwatch.home;

import io.hearthwatch.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Bounds the frames topic of a home's own broker: removes records that are older than a week, but
 * never one that the job has not read by its last checkpoint. A retention by time or size alone
 * would remove, after a long standstill, what still has to be read.
 */
final class FramesRetention {
  private static final Duration AGE = Duration.ofDays(7);

  private FramesRetention() {}

  /** Removes what may go now. */
  static void apply(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = HomeProgress.ends(admin, kafka);
    long before = Instant.now().minus(AGE).toEpochMilli();
    Map<TopicPartition, ListOffsetsResultInfo> young =
        admin
            .listOffsets(
                ends.keySet().stream()
                    .collect(Collectors.toMap(p -> p, p -> OffsetSpec.forTimestamp(before))))
            .all()
            .get();
    Map<TopicPartition, OffsetAndMetadata> read =
        admin.listConsumerGroupOffsets(kafka.groupId()).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long firstYoung = young.get(partition).offset();
          OffsetAndMetadata next = read.get(partition);
          long limit = firstYoung < 0 ? end : firstYoung;
          if (next != null && Math.min(limit, next.offset()) > 0) {
            old.put(partition, RecordsToDelete.beforeOffset(Math.min(limit, next.offset())));
          }
        });
    if (!old.isEmpty()) {
      admin.deleteRecords(old).all().get();
    }
  }
}
