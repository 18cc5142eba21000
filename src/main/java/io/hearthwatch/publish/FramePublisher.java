package io.hearthwatch.publish;

import io.hearthwatch.watch.CameraFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes frame references, and knows that every one of them arrived.
 *
 * <p>Records go through an idempotent producer, keyed by camera, so a camera's frames keep their
 * order. The first reference that the broker does not take fails the publisher: every later call
 * throws, and so does {@link #close}.
 *
 * <p>A publisher with an {@link Allowance} stays at most so many frames ahead of whoever analyses
 * them, so a source that makes frames on the way (to disk) makes them no faster than they are used.
 *
 * <p>Not safe to share between threads, except for {@link #acknowledged} and {@link #underWay}.
 */
public final class FramePublisher implements AutoCloseable {
  /** References that the broker has not acknowledged, at most. */
  private static final int IN_FLIGHT = 1_000;

  private static final int ONE_MINUTE = 60_000;
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Allowance allowance;
  private final Acknowledgements acknowledgements;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long published;
  private boolean closed;

  /**
   * How far the publisher may run ahead.
   *
   * @param frames published but not yet analysed, at most; at least 1
   * @param analysed how many of this publisher's frames have been analysed so far; never falls
   * @param patience how long that number may stand still while the publisher waits for it
   */
  public record Allowance(long frames, LongSupplier analysed, Duration patience) {
    public Allowance {
      if (frames < 1) {
        throw new IllegalArgumentException("at least one frame must be allowed, not " + frames);
      }
    }

    /** As fast as the broker takes them. */
    public static Allowance unlimited() {
      return new Allowance(Long.MAX_VALUE, () -> 0L, Duration.ZERO);
    }
  }

  /** Told of each reference that the broker has, on a thread of the producer. */
  @FunctionalInterface
  public interface Acknowledgements {
    /**
     * @param capturedAt as published
     * @param partition where the broker has put the reference
     * @param offset and at which place
     */
    void acknowledged(String cameraId, Instant capturedAt, String uri, int partition, long offset);
  }

  /**
   * A publisher that gives up on a reference after a minute.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @param properties further Kafka client properties; those that the guarantees rest on are ours
   * @param topic existing topic, see {@link Topics#frames}
   */
  public FramePublisher(
      String bootstrapServers, Map<String, String> properties, String topic, Allowance allowance) {
    this(
        bootstrapServers,
        properties,
        topic,
        allowance,
        ONE_MINUTE,
        (cameraId, capturedAt, uri, partition, offset) -> {});
  }

  /**
   * A publisher that waits for the broker as long as it takes. Only so does idempotence reach over
   * an outage: whoever gives up cannot know whether the broker has the reference.
   */
  public static FramePublisher patient(
      String bootstrapServers,
      Map<String, String> properties,
      String topic,
      Acknowledgements acknowledgements) {
    return new FramePublisher(
        bootstrapServers,
        properties,
        topic,
        Allowance.unlimited(),
        Integer.MAX_VALUE,
        acknowledgements);
  }

  private FramePublisher(
      String bootstrapServers,
      Map<String, String> properties,
      String topic,
      Allowance allowance,
      int patienceMillis,
      Acknowledgements acknowledgements) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    config.putAll(properties);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMillis);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMillis);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.allowance = allowance;
    this.acknowledgements = acknowledgements;
  }

  /** Publishes a reference to a picture file; see {@link #publish(String, String, Instant)}. */
  public void publish(CameraFrame frame) throws IOException, InterruptedException {
    publish(frame.cameraId(), frame.uri(), frame.capturedAt());
  }

  /**
   * Publishes a frame reference, after waiting for its turn. Does not wait for the broker's answer.
   *
   * @param capturedAt finer than microseconds is cut off
   * @throws IOException if an earlier reference could not be published, or if the analysis stands
   *     still for longer than the allowance's patience
   */
  public void publish(String cameraId, String uri, Instant capturedAt)
      throws IOException, InterruptedException {
    awaitTurn();
    byte[] value = ReferenceJson.of(cameraId, uri, capturedAt);
    inFlight.acquire();
    published++;
    try {
      // Its outcome comes through the callback.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, cameraId, value),
              (metadata, refusal) -> {
                if (refusal == null) {
                  acknowledgements.acknowledged(
                      cameraId, capturedAt, uri, metadata.partition(), metadata.offset());
                }
                settle(refusal);
                inFlight.release();
              });
    } catch (RuntimeException e) {
      inFlight.release();
      settle(e);
    }
    throwFailure();
  }

  /** References that the broker has neither acknowledged nor refused. */
  public int underWay() {
    return IN_FLIGHT - inFlight.availablePermits();
  }

  /** References that the broker has acknowledged. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /**
   * Waits until the broker has answered for all that was published.
   *
   * @throws IOException if any was not acknowledged
   */
  public void flush() throws IOException {
    producer.flush();
    throwFailure();
    if (acknowledged.get() != published) {
      throw new IOException(
          "the broker acknowledged " + acknowledged + " of " + published + " frame references");
    }
  }

  /** As {@link #flush}, then gives back the producer. Idempotent. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        flush();
      } finally {
        producer.close();
      }
    }
  }

  /**
   * Gives back the producer after waiting at most so long for the broker's answers. What has not
   * been answered by then may or may not have arrived.
   *
   * @return whether all was acknowledged
   */
  public boolean closeWithin(Duration patience) {
    closed = true;
    producer.close(patience);
    return acknowledged.get() == published;
  }

  private void awaitTurn() throws IOException, InterruptedException {
    long seen = -1;
    long since = System.nanoTime();
    while (true) {
      throwFailure();
      long analysed = allowance.analysed().getAsLong();
      if (published - analysed < allowance.frames()) {
        return;
      }
      if (analysed != seen) {
        seen = analysed;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > allowance.patience().toNanos()) {
        throw new IOException(
            "no frame has been analysed for %s: %d published, %d analysed; is the job still running?"
                .formatted(allowance.patience(), published, analysed));
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for the analysis");
      }
    }
  }

  private void settle(Exception refusal) {
    if (refusal == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, refusal);
    }
  }

  /**
   * Fails if an earlier reference could not be published.
   *
   * @throws IOException with the reason
   */
  public void throwFailure() throws IOException {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IOException(
          "a frame reference could not be published to topic " + topic + ": " + cause.getMessage(),
          cause);
    }
  }
}
