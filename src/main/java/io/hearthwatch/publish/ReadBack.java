package io.hearthwatch.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Learns from the topic what was published but is not in the journal: reads each partition from the
 * journal's offset, or its first record, to its end, and notes the frames under the publisher's own
 * directories.
 */
final class ReadBack {
  private static final Duration POLL = Duration.ofMillis(200);

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Object> config = new HashMap<>();
  private final String topic;
  private final List<String> ownUris;

  /**
   * @param ownUris what the URIs of the publisher's frames begin with
   */
  ReadBack(
      String bootstrapServers, Map<String, String> properties, String topic, List<String> ownUris) {
    config.putAll(properties);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.topic = topic;
    this.ownUris = List.copyOf(ownUris);
  }

  /**
   * Reads up to where the topic ends now, into the journal.
   *
   * @return how many frames the journal did not have
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   * @throws IOException if the journal cannot be written
   */
  long into(Journal journal) throws IOException {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, consumer.beginningOffsets(partitions), ends, journal.nextOffsets());
      long found = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          found += note(record, journal) ? 1 : 0;
        }
        journal.sync();
      }
      journal.readUpTo(
          ends.entrySet().stream()
              .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue)));
      return found;
    }
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
    if (record.key() == null || record.value() == null) {
      return false;
    }
    try {
      JsonNode reference = json.readTree(record.value());
      String uri = reference.path("uri").asText("");
      if (ownUris.stream().noneMatch(uri::startsWith) || journal.contains(uri)) {
        return false;
      }
      journal.acknowledged(
          record.key(),
          Instant.parse(reference.path("captured_at").asText("")),
          uri,
          record.partition(),
          record.offset());
      return true;
    } catch (IOException | DateTimeException notOurs) {
      // Somebody else's record: the job rejects it, with a row that says why.
      return false;
    }
  }
}
