package io.hearthwatch.publish;

import io.hearthwatch.publish.JournalLine.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Learns from the topic what was published but is not in the journal: reads each partition from the
 * journal's offset, or its first record, to its end, and notes the frames under the publisher's own
 * directories.
 */
final class ReadBack {
  /** How long the broker may leave a question unanswered, or the reading stand still. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final String REMEDY =
      "check that all brokers of the topic are up and can be reached from here, and start again;"
          + " nothing is published before";

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Map<String, Object> config = new HashMap<>();
  private final String topic;
  private final String servers;
  private final OwnReference own;
  private final Path root;
  private final Duration patience;

  /**
   * @param root the watched directory, absolute
   * @param frames where pictures of videos lie, absolute
   * @param patience how long the broker may leave a question unanswered, or the reading stand still
   */
  ReadBack(
      String bootstrapServers,
      Map<String, String> properties,
      String topic,
      Path root,
      Path frames,
      Duration patience) {
    config.putAll(properties);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.topic = topic;
    this.servers = bootstrapServers;
    this.own = new OwnReference(List.of(root.toUri().toString(), frames.toUri().toString()));
    this.root = root;
    this.patience = patience;
  }

  /**
   * Reads up to where the topic ends now, into the journal.
   *
   * @return how many frames the journal did not have
   * @throws TimeoutException if the broker stops answering; says how far the reading came
   * @throws org.apache.kafka.common.KafkaException if the broker refuses
   * @throws IOException if the journal cannot be written
   */
  long into(Journal journal) throws IOException {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    try {
      Map<TopicPartition, Long> ends = begin(consumer, journal.nextOffsets());
      long found = 0;
      long reached = reached(consumer, ends);
      long movedNanos = System.nanoTime();
      while (behind(consumer, ends).isPresent()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          found += note(record, journal) ? 1 : 0;
        }
        journal.sync();
        long before = reached;
        reached = reached(consumer, ends);
        if (reached != before) {
          movedNanos = System.nanoTime();
        } else if (System.nanoTime() - movedNanos > patience.toNanos()) {
          throw stalled(consumer, ends);
        }
      }
      journal.readUpTo(
          ends.entrySet().stream()
              .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue)));
      return found;
    } finally {
      // It belongs to no group, and a broker that does not answer need not be told.
      consumer.close(CloseOptions.timeout(GOODBYE));
    }
  }

  /** Where the partitions end; the consumer stands where it is to begin. */
  private Map<TopicPartition, Long> begin(
      KafkaConsumer<?, ?> consumer, Map<Integer, Long> nextOffsets) {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, patience).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      seek(consumer, consumer.beginningOffsets(partitions, patience), ends, nextOffsets);
      return ends;
    } catch (TimeoutException e) {
      throw new TimeoutException(
          ("topic %s cannot be read back: %s did not say within %d s where its partitions begin"
                  + " and end: %s")
              .formatted(topic, servers, patience.toSeconds(), REMEDY),
          e);
    }
  }

  private static long reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.keySet().stream().mapToLong(consumer::position).sum();
  }

  /** A partition that is not read to its end. */
  private static Optional<TopicPartition> behind(
      KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.keySet().stream()
        .filter(partition -> consumer.position(partition) < ends.get(partition))
        .min(Comparator.comparingInt(TopicPartition::partition));
  }

  private TimeoutException stalled(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    TopicPartition partition = behind(consumer, ends).orElseThrow();
    return new TimeoutException(
        ("topic %s cannot be read back: nothing more came of partition %d at offset %d of %d"
                + " for %d s from %s: %s")
            .formatted(
                topic,
                partition.partition(),
                consumer.position(partition),
                ends.get(partition),
                patience.toSeconds(),
                servers,
                REMEDY));
  }

  private static void seek(
      KafkaConsumer<?, ?> consumer,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends,
      Map<Integer, Long> nextOffsets) {
    beginnings.forEach(
        (partition, beginning) -> {
          long next = nextOffsets.getOrDefault(partition.partition(), 0L);
          consumer.seek(partition, Math.min(Math.max(next, beginning), ends.get(partition)));
        });
  }

  private boolean note(ConsumerRecord<String, byte[]> record, Journal journal) {
    Optional<Frame> frame = own.in(record.key(), record.value());
    if (frame.isEmpty() || journal.contains(frame.get().uri())) {
      return false;
    }
    journal.acknowledged(
        frame.get().cameraId(),
        frame.get().capturedAt(),
        frame.get().uri(),
        record.partition(),
        record.offset());
    noteOwner(frame.get(), journal);
    return true;
  }

  /** Whose folder a lost journal knew to be the camera. */
  private void noteOwner(Frame frame, Journal journal) {
    if (journal.folderOf(frame.cameraId()).isEmpty()) {
      CameraFolder.of(root, frame.cameraId(), frame.uri())
          .ifPresent(folder -> journal.belongs(frame.cameraId(), folder));
    }
  }
}
