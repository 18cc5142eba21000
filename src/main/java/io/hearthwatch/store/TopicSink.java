package io.hearthwatch.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearthwatch.kafka.KafkaSettings;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The at-least-once Kafka sink of both outgoing topics. Acknowledged by all replicas, idempotent
 * within one producer and compressed with zstd; the settings' further properties may change none of
 * these.
 */
final class TopicSink {

  private TopicSink() {}

  /**
   * @param message makes the message of an element, or null where there is none to send
   */
  static <T> Sink<T> atLeastOnce(KafkaSettings settings, String topic, MessageOf<T> message) {
    Properties producer = new Properties();
    producer.putAll(settings.properties());
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    KafkaRecordSerializationSchema<T> serializer =
        (element, context, timestamp) -> {
          Message sent = message.apply(element);
          return sent == null ? null : sent.toRecord(topic);
        };
    return new WriterOnlySink<>(
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setKafkaProducerConfig(producer)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setRecordSerializer(serializer)
            .build());
  }

  /** Makes a message; travels to the task managers. */
  interface MessageOf<T> extends Function<T, Message>, Serializable {}

  /**
   * One message.
   *
   * @param key record key; null for none
   * @param id goes into header {@code message_id}
   * @param json record value
   */
  record Message(String key, String id, ObjectNode json) {

    ProducerRecord<byte[], byte[]> toRecord(String topic) {
      return new ProducerRecord<>(
          topic,
          null,
          // The producer's clock: brokers refuse records from the future, and a frame's or a
          // window's
          // time may lie there. The event's own times are in the message.
          null,
          key == null ? null : utf8(key),
          ResultJson.bytes(json),
          List.<Header>of(new RecordHeader("message_id", utf8(id))));
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
