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
import org.apache.kafka.common.TopicPartition;

/**
 * Bounds the frames topic of a home's own broker: removes records that are older than a week, but
 * never one that a kept checkpoint would read again. A retention by time or size alone would
 * remove, after a long standstill, what still has to be read.
 */
final class FramesRetention {
  private static final Duration AGE = Duration.ofDays(7);

  private FramesRetention() {}

  /**
   * Removes what may go now.
   *
   * @param needed by partition, the first offset that may be read again; nothing goes of those that
   *     are missing
   */
  static void apply(Admin admin, KafkaSettings kafka, Map<Integer, Long> needed)
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
    Map<TopicPartition, RecordsToDelete> old = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long limit =
              limit(
                  young.get(partition).offset(),
                  end,
                  needed.getOrDefault(partition.partition(), 0L));
          if (limit > 0) {
            old.put(partition, RecordsToDelete.beforeOffset(limit));
          }
        });
    if (!old.isEmpty()) {
      admin.deleteRecords(old).all().get();
    }
  }

  /**
   * The offset before which records may go.
   *
   * @param firstYoung offset of the first record that is not old; negative when all are
   * @param end of the partition
   * @param needed the first offset that may be read again
   */
  static long limit(long firstYoung, long end, long needed) {
    return Math.min(firstYoung < 0 ? end : firstYoung, needed);
  }
}
