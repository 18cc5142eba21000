package io.hearthwatch.torture.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays a history against a broker and a directory, once, on threads of its own. A broker that is
 * killed and comes back makes it wait: records are neither lost nor doubled nor put in another
 * order. Safe to be asked by any thread.
 */
public final class HistoryPlayer implements AutoCloseable {
  /** Kafka's largest number; the producer goes on for ever. */
  private static final String ENDLESS = Integer.toString(Integer.MAX_VALUE);

  private final History history;
  private final String topic;
  private final PlayClock clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService late =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "history-late-files"));
  private final Operator operator;
  private final ExecutorService operating =
      Executors.newSingleThreadExecutor(task -> daemon(task, "history-operator"));
  private final Thread thread = daemon(this::play, "history-player");
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final CountDownLatch all;

  /**
   * How far a player is.
   *
   * @param done acts that have happened: files that stand, records that the broker acknowledged,
   *     what the operator is done with
   * @param all acts there are
   */
  public record Progress(int done, int all) {}

  /**
   * @param history to be played; its root is created where it is missing
   * @param bootstrapServers {@code host:port}, also of a broker that is not up yet
   * @param topic of frames; it must have the history's number of partitions
   * @param length how long the playing is to take, pauses and outages aside
   * @param operator is asked for what people do, one thing after the other
   */
  public HistoryPlayer(
      History history, String bootstrapServers, String topic, Duration length, Operator operator) {
    this.history = history;
    this.operator = operator;
    this.topic = topic;
    this.all = new CountDownLatch(history.acts().size());
    long last = history.acts().stream().mapToLong(Act::atMillis).max().orElse(0);
    this.clock = new PlayClock((double) length.toNanos() / Math.max(1, last));
    this.producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", "true"),
                Map.entry("retries", ENDLESS),
                Map.entry("delivery.timeout.ms", ENDLESS),
                Map.entry("max.block.ms", Long.toString(Long.MAX_VALUE)),
                Map.entry("request.timeout.ms", "10000"),
                Map.entry("reconnect.backoff.max.ms", "500"),
                Map.entry("retry.backoff.max.ms", "500"),
                Map.entry("linger.ms", "0")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  /** Holds the history's time; what was begun goes on. */
  public void pause() {
    clock.pause();
  }

  /** Lets the history's time go on. */
  public void resume() {
    clock.resume();
  }

  /** How far it is. */
  public Progress progress() {
    return new Progress(done.get(), history.acts().size());
  }

  /**
   * Waits until every act has happened.
   *
   * @return false when the patience is over first
   * @throws IllegalStateException when it could not go on, with the cause
   */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (failure.get() != null) {
        throw new IllegalStateException("the history could not be played", failure.get());
      }
      if (all.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return all.getCount() == 0;
  }

  private void play() {
    try {
      for (Act act : history.acts()) {
        clock.await(act.atMillis());
        if (act instanceof Act.PutFile file) {
          if (file.delay().isZero()) {
            put(file);
          } else {
            late.schedule(() -> put(file), file.delay().toMillis(), TimeUnit.MILLISECONDS);
          }
        } else if (act instanceof Act.Publish record) {
          publish(record);
        } else if (act instanceof Act.Requeue which) {
          operating.execute(() -> requeue(which));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  private void requeue(Act.Requeue which) {
    try {
      // Behind what was published before it, also when the broker was away.
      producer.flush();
      operator.requeue(which);
      happened();
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void publish(Act.Publish record) {
    List<Header> headers = new ArrayList<>();
    record
        .headers()
        .forEach(
            (name, value) ->
                headers.add(
                    new RecordHeader(
                        name,
                        value
                            .replace(Act.Publish.TOPIC, topic)
                            .getBytes(StandardCharsets.US_ASCII))));
    producer.send(
        new ProducerRecord<>(
            topic, record.partition(), null, record.key(), record.value(), headers),
        (metadata, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          } else {
            happened();
          }
        });
  }

  /** Whole or not at all: a job may read at any moment. */
  private void put(Act.PutFile file) {
    Path target = history.settings().framesRoot().resolve(file.path());
    Path aside = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(target.getParent());
      Files.write(aside, file.content().bytes());
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      happened();
    } catch (IOException e) {
      failure.compareAndSet(null, e);
      throw new UncheckedIOException(e);
    }
  }

  private void happened() {
    done.incrementAndGet();
    all.countDown();
  }

  /** Stops where it is; what was sent and not acknowledged is given up. */
  @Override
  public void close() {
    thread.interrupt();
    late.shutdownNow();
    operating.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
