package io.hearthwatch.testing;

import io.hearthwatch.local.EmbeddedBroker;
import io.hearthwatch.local.WorkDirectory;
import io.hearthwatch.publish.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Kafka broker that all tests of one JVM share: started when first asked for, stopped at the
 * JVM's end. Each test takes topics of its own. Safe to share between threads.
 */
public final class KafkaServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EmbeddedBroker broker;
  private final Admin admin;

  private KafkaServer() {
    try {
      WorkDirectory directory = WorkDirectory.create("test-kafka");
      broker = directory.register(EmbeddedBroker.start(directory.resolve("kafka")));
      admin = directory.register(Admin.create(Map.of("bootstrap.servers", bootstrapServers())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    private static final KafkaServer SERVER = new KafkaServer();
  }

  /** The running broker. */
  public static KafkaServer shared() {
    return Holder.SERVER;
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** A client with every right; not to be closed. */
  public Admin admin() {
    return admin;
  }

  /** Creates a topic with the broker's defaults; returns when its leaders answer. */
  public void createTopic(String name, int partitions) {
    Topics.create(admin, List.of(new Topics.Topic(name, partitions, Map.of())), 1);
  }

  /** Creates a topic for frame references (append time stamped by the broker, zstd). */
  public void createFramesTopic(String name, int partitions) {
    Topics.create(admin, List.of(Topics.frames(name, partitions)), 1);
  }

  /** Sends one record, to the partition that its key decides. */
  public RecordMetadata produce(String topic, String key, byte[] value) {
    return produce(List.of(new ProducerRecord<>(topic, key, value))).get(0);
  }

  /**
   * Sends the records in order and waits for all.
   *
   * @return where each went, in the same order
   * @throws AssertionError if the broker refused any
   */
  public List<RecordMetadata> produce(List<ProducerRecord<String, byte[]>> records) {
    return produce(records, new StringSerializer());
  }

  /** The same for keys that are any bytes. */
  public List<RecordMetadata> produceRaw(List<ProducerRecord<byte[], byte[]>> records) {
    return produce(records, new ByteArraySerializer());
  }

  private <K> List<RecordMetadata> produce(
      List<ProducerRecord<K, byte[]>> records, Serializer<K> keys) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers(), "acks", "all", "enable.idempotence", "true");
    try (var producer = new KafkaProducer<>(config, keys, new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      List<RecordMetadata> written = new ArrayList<>();
      for (Future<RecordMetadata> future : sent) {
        written.add(future.get());
      }
      return written;
    } catch (ExecutionException e) {
      throw new AssertionError("the broker refused a record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while producing", e);
    }
  }

  /**
   * All records that are in the topic now, aborted transactions left out, by partition and offset.
   *
   * @throws AssertionError if the end is not reached in time
   */
  public List<ConsumerRecord<String, byte[]>> consumeAll(String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrapServers());
    config.put("isolation.level", "read_committed");
    config.put("auto.offset.reset", "none");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map((PartitionInfo info) -> new TopicPartition(topic, info.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("read %s only up to %s".formatted(topic, records.size()));
        }
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      records.removeIf(
          record -> record.offset() >= ends.get(new TopicPartition(topic, record.partition())));
      records.sort(
          Comparator.<ConsumerRecord<String, byte[]>>comparingInt(ConsumerRecord::partition)
              .thenComparingLong(ConsumerRecord::offset));
      return records;
    }
  }
}
