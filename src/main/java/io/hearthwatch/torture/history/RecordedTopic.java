package io.hearthwatch.torture.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All records that a topic of frames ever had, each partition's by rising offset.
 *
 * @param name name of the topic
 * @param partitions by number
 */
public record RecordedTopic(String name, List<List<RecordedRecord>> partitions) {

  /** Number of records. */
  public long records() {
    return partitions.stream().mapToLong(List::size).sum();
  }

  /**
   * Compares with what was played: the same records in each partition, in the same order, at
   * offsets from 0 without a hole.
   *
   * @return what is wrong, one sentence for each partition at most; empty when all is as it was
   *     played
   */
  public List<String> differencesFrom(History history) {
    List<String> differences = new ArrayList<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      int number = partition;
      List<Act.Publish> played =
          history.acts().stream()
              .filter(Act.Publish.class::isInstance)
              .map(Act.Publish.class::cast)
              .filter(record -> record.partition() == number)
              .toList();
      String difference = difference(partitions.get(partition), played);
      if (difference != null) {
        differences.add(name + "-" + partition + ": " + difference);
      }
    }
    return differences;
  }

  private static String difference(List<RecordedRecord> found, List<Act.Publish> played) {
    for (int i = 0; i < Math.min(found.size(), played.size()); i++) {
      RecordedRecord record = found.get(i);
      Act.Publish act = played.get(i);
      if (record.offset() != i) {
        return "record %d stands at offset %d".formatted(i, record.offset());
      }
      if (!Arrays.equals(record.key(), act.key()) || !Arrays.equals(record.value(), act.value())) {
        return "offset %d holds another record than was played (%s of %s)"
            .formatted(i, act.kind(), act.camera());
      }
    }
    return found.size() == played.size()
        ? null
        : "%d records, but %d were played".formatted(found.size(), played.size());
  }
}
