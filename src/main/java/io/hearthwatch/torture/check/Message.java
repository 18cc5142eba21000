package io.hearthwatch.torture.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A message of a topic that the job writes.
 *
 * @param partition partition
 * @param offset offset
 * @param key null for none
 * @param json value
 */
public record Message(int partition, long offset, String key, JsonNode json) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Its id, which a repeated delivery shares. */
  String id() {
    return json.path("message_id").asText();
  }

  /**
   * All messages that a topic holds now.
   *
   * @throws IllegalStateException when its end is not reached in two minutes
   */
  static List<Message> all(String bootstrapServers, String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Message> messages = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("topic " + topic + " could not be read to its end");
        }
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
          messages.add(
              new Message(
                  read.partition(),
                  read.offset(),
                  read.key() == null ? null : new String(read.key(), StandardCharsets.UTF_8),
                  Cell.json(new String(read.value(), StandardCharsets.UTF_8))));
        }
      }
      return messages;
    }
  }
}
