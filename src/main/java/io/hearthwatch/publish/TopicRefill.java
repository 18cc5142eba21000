package io.hearthwatch.publish;

import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts records back where they were in a topic that has lost its end: each at its own offset, so
 * that whatever counts by offsets goes on counting right. Nobody else may write the topic
 * meanwhile.
 *
 * <p>Not safe to share between threads.
 */
public final class TopicRefill implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param properties further Kafka client properties
   */
  public TopicRefill(String bootstrapServers, Map<String, String> properties, String topic) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /** Puts back a frame's reference; offsets of a partition in rising order, none left out. */
  public void frame(int partition, long offset, String cameraId, Instant capturedAt, String uri) {
    frame(partition, offset, cameraId, capturedAt, uri, null);
  }

  /**
   * Puts back a frame's reference.
   *
   * @param requeue what its record repeated; null for all others
   */
  public void frame(
      int partition,
      long offset,
      String cameraId,
      Instant capturedAt,
      String uri,
      Requeue requeue) {
    record(
        partition,
        offset,
        cameraId.getBytes(StandardCharsets.US_ASCII),
        ReferenceJson.of(cameraId, uri, capturedAt),
        requeue);
  }

  /**
   * Puts back a record as it was.
   *
   * @param key may be null
   * @param value null where nobody knows what was there: the job accounts for it as empty
   */
  public void record(int partition, long offset, byte[] key, byte[] value) {
    record(partition, offset, key, value, null);
  }

  /**
   * Puts back a record as it was.
   *
   * @param requeue what it repeated; null for all others
   */
  public void record(int partition, long offset, byte[] key, byte[] value, Requeue requeue) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                key,
                value,
                requeue == null ? List.of() : RequeueHeaders.of(requeue)),
            (metadata, refusal) -> {
              if (refusal != null) {
                failure.compareAndSet(null, refusal);
              } else if (metadata.offset() != offset) {
                failure.compareAndSet(
                    null,
                    new IllegalStateException(
                        "offset %d of partition %d was taken, %d was due"
                            .formatted(metadata.offset(), partition, offset)));
              }
            });
  }

  /**
   * Waits for the broker's answers.
   *
   * @throws IOException if a record did not come to its place
   */
  @Override
  public void close() throws IOException {
    producer.close();
    if (failure.get() != null) {
      throw new IOException(
          "topic %s cannot be put right: %s".formatted(topic, failure.get().getMessage()),
          failure.get());
    }
  }
}
