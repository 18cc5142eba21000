package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that stops answering in the middle, and comes back. */
class BrokerOutageITCase {
  private static final String TOPIC = "frames";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;

  private Process broker;
  private String server;

  @BeforeEach
  void startBroker() throws IOException {
    broker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                temporary.resolve("kafka").toString(),
                TOPIC)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    server = broker.inputReader(StandardCharsets.US_ASCII).lines().findFirst().orElseThrow();
  }

  @AfterEach
  void endBroker() throws InterruptedException {
    broker.destroyForcibly().waitFor();
  }

  @Test
  void framesOfAnOutageArriveOnceWhenItIsOver() throws Exception {
    Files.createDirectories(temporary.resolve("cameras/porch"));
    FolderPublisher publisher = FolderPublisher.open(settings(server), (subject, message) -> {});
    try (publisher) {
      CompletableFuture<Void> watching = watch(publisher);
      write(0, 50);
      awaitPublished(publisher, 50);

      signal(broker, "STOP");
      write(50, 100);
      // Longer than a request may take: the producer sends anew what may have arrived.
      await()
          .atMost(PATIENCE)
          .until(() -> publisher.progress().silence().compareTo(Duration.ofSeconds(2)) > 0);
      assertThat(publisher.progress().published()).isEqualTo(50);
      assertThat(publisher.progress().underWay()).isPositive();
      signal(broker, "CONT");

      awaitPublished(publisher, 100);
      publisher.stop();
      watching.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(records(server)).isEqualTo(100);
  }

  /** Each reference lies in a batch of its own, and each batch is asked for by itself. */
  @Test
  void readingBackFromABrokerThatStopsAnsweringEndsAndSaysHowFarItCame() throws Exception {
    int frames = 3_000;
    Path cameras = Files.createDirectory(temporary.resolve("cameras"));
    FramePublisher publisher =
        FramePublisher.patient(
            server,
            Map.of("linger.ms", "0", "batch.size", "0"),
            TOPIC,
            (cameraId, capturedAt, uri, partition, offset) -> {});
    try (publisher) {
      for (int i = 0; i < frames; i++) {
        publisher.publish("porch", cameras.toUri() + "porch/%d.jpg".formatted(i), Instant.EPOCH);
      }
    }
    Path file = temporary.resolve("journal");
    try (Journal journal = Journal.open(file, TOPIC, "id")) {
      long empty = Files.size(file);
      ReadBack readBack =
          new ReadBack(
              server,
              Map.of("fetch.max.bytes", "1", "max.partition.fetch.bytes", "1"),
              TOPIC,
              cameras,
              temporary.resolve("frames"),
              Duration.ofSeconds(2));
      CompletableFuture<Throwable> reading =
          CompletableFuture.supplyAsync(() -> catchThrowable(() -> readBack.into(journal)));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> Files.size(file) > empty);
      signal(broker, "STOP");

      assertThat(reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("topic frames cannot be read back")
          .hasMessageContaining("partition 0 at offset")
          .hasMessageContaining("of %d for 2 s from %s".formatted(frames, server))
          .hasMessageContaining("check that all brokers");
      assertThat(catchThrowable(() -> readBack.into(journal)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("did not say within 2 s where its partitions begin and end");
    }
  }

  private static CompletableFuture<Void> watch(FolderPublisher publisher) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            publisher.watch();
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void awaitPublished(FolderPublisher publisher, long frames) {
    await().atMost(PATIENCE).until(() -> publisher.progress().published() == frames);
  }

  private PublishSettings settings(String server) {
    return new PublishSettings(
        temporary.resolve("cameras"),
        temporary.resolve("state"),
        temporary.resolve("state/frames"),
        Duration.ofMillis(1),
        ZoneOffset.UTC,
        2,
        Duration.ZERO,
        server,
        Map.of("request.timeout.ms", "1000"),
        TOPIC);
  }

  private void write(int first, int end) throws IOException {
    for (int i = first; i < end; i++) {
      Files.writeString(temporary.resolve("cameras/porch/%d.jpg".formatted(i)), "a picture");
    }
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static long records(String server) throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }
}
