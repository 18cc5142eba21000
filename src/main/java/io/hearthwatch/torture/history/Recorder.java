package io.hearthwatch.torture.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads along a topic of frames from its beginning, so that records which the broker removes later
 * are still known. A broker that goes away is waited for. Safe to be asked by any thread.
 */
public final class Recorder implements AutoCloseable {
  private final String topic;
  private final List<TopicPartition> partitions;
  private final Map<String, Object> settings;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<List<RecordedRecord>> records = new ArrayList<>();
  private final Thread thread = new Thread(this::read, "history-recorder");
  private volatile boolean closing;
  private volatile Exception failure;

  /**
   * @param bootstrapServers {@code host:port}
   * @param topic of frames
   * @param partitions its number of partitions
   */
  public Recorder(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    this.partitions.forEach(partition -> records.add(new ArrayList<>()));
    this.settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            // Records that are gone before they were read are a failure, never a jump.
            "auto.offset.reset", "none",
            "enable.auto.commit", "false",
            "reconnect.backoff.max.ms", "500");
    this.consumer = consumer();
    thread.setDaemon(true);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Begins; returns at once. The topic must be there. */
  public void start() {
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
    thread.start();
  }

  private void read() {
    try {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(200))) {
          add(read);
        }
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      consumer.close();
    }
  }

  private synchronized void add(ConsumerRecord<byte[], byte[]> read) {
    records
        .get(read.partition())
        .add(
            new RecordedRecord(
                read.partition(),
                read.offset(),
                read.key(),
                read.value(),
                read.timestamp(),
                read.timestampType() == TimestampType.LOG_APPEND_TIME,
                Repetition.read(read.headers(), topic, read.partition(), read.offset())));
  }

  /**
   * What was read so far.
   *
   * @throws IllegalStateException when it had to stop, with the cause: records were removed before
   *     they were read
   */
  public synchronized RecordedTopic recorded() {
    if (failure != null) {
      throw new IllegalStateException("the topic could not be read along", failure);
    }
    return new RecordedTopic(topic, records.stream().map(List::copyOf).toList());
  }

  /**
   * Waits until all was read that the topic holds now.
   *
   * @return false when the patience is over first
   */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<byte[], byte[]> asking = consumer()) {
      ends = asking.endOffsets(partitions, patience);
    } catch (TimeoutException e) {
      return false;
    }
    long end = ends.values().stream().mapToLong(Long::longValue).sum();
    while (recorded().records() < end) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      thread.join(100);
    }
    return true;
  }

  /** Stops reading; what was read stays known. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
