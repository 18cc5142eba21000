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
   * offsets from 0 without a hole; between them those that somebody had sent again, each with the
   * key and the value of the record before it that it says it repeats.
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
    int next = 0;
    for (int i = 0; i < found.size(); i++) {
      RecordedRecord record = found.get(i);
      if (record.offset() != i) {
        return "record %d stands at offset %d".formatted(i, record.offset());
      }
      if (record.sentAgain()) {
        if (!repeatsRightly(record, found)) {
          return "offset %d is no repetition of %s, as it says"
              .formatted(i, record.repeats().original());
        }
        continue;
      }
      if (next == played.size()) {
        return "offset %d holds a record that was not played".formatted(i);
      }
      Act.Publish act = played.get(next++);
      if (!same(record, act.key(), act.value())) {
        return "offset %d holds another record than was played (%s of %s)"
            .formatted(i, act.kind(), act.camera());
      }
    }
    return next == played.size()
        ? null
        : "%d of %d records that were played".formatted(next, played.size());
  }

  private static boolean repeatsRightly(RecordedRecord record, List<RecordedRecord> partition) {
    Repetition of = record.repeats();
    if (of.partition() != record.partition() || of.offset() >= record.offset()) {
      return false;
    }
    RecordedRecord original = partition.get((int) of.offset());
    return !original.sentAgain() && same(record, original.key(), original.value());
  }

  private static boolean same(RecordedRecord record, byte[] key, byte[] value) {
    return Arrays.equals(record.key(), key) && Arrays.equals(record.value(), value);
  }
}
