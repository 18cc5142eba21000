package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.publish.FramePublisher.Allowance;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.watch.CameraFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FramePublisherITCase {
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:01.250Z");

  private final KafkaServer kafka = KafkaServer.shared();

  @Test
  void everyReferenceArrivesInItsCamerasOrder() throws Exception {
    kafka.createFramesTopic("publish", 3);
    FramePublisher publisher = publisher("publish", Allowance.unlimited());
    for (int i = 0; i < 3_000; i++) {
      publisher.publish("camera-" + i % 7, "file:///frames/" + i + ".jpg", TIME.plusMillis(i));
    }
    publisher.flush();
    assertThat(publisher.acknowledged()).isEqualTo(3_000);
    publisher.close();
    publisher.close();

    List<ConsumerRecord<String, byte[]>> records = kafka.consumeAll("publish");
    assertThat(records).hasSize(3_000);
    for (int camera = 0; camera < 7; camera++) {
      String id = "camera-" + camera;
      assertThat(
              records.stream()
                  .filter(record -> record.key().equals(id))
                  .map(record -> Instant.parse(json(record).get("captured_at").asText())))
          .isSorted()
          .hasSize(camera < 4 ? 429 : 428);
    }
  }

  @Test
  void aReferenceIsWhatTheJobReads() throws Exception {
    kafka.createFramesTopic("publish-json", 1);
    try (FramePublisher publisher = publisher("publish-json", Allowance.unlimited())) {
      publisher.publish(
          new CameraFrame(
              "front-door", Path.of("/frames/front door/1.jpg"), TIME.plusNanos(123_456)));
    }

    ConsumerRecord<String, byte[]> record = kafka.consumeAll("publish-json").get(0);

    assertThat(record.key()).isEqualTo("front-door");
    assertThat(json(record))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"camera_id": "front-door",
                     "uri": "file:///frames/front%20door/1.jpg",
                     "captured_at": "2026-11-20T08:00:01.250123Z"}
                    """));
  }

  @Test
  void staysWithinItsAllowance() throws Exception {
    kafka.createFramesTopic("publish-allowance", 1);
    AtomicLong published = new AtomicLong();
    AtomicLong furthestAhead = new AtomicLong();
    AtomicLong analysed = new AtomicLong();
    Allowance allowance =
        new Allowance(
            5,
            () -> {
              furthestAhead.accumulateAndGet(published.get() - analysed.get(), Math::max);
              return analysed.getAndUpdate(n -> Math.min(n + 1, published.get()));
            },
            Duration.ofSeconds(30));
    try (FramePublisher publisher = publisher("publish-allowance", allowance)) {
      for (int i = 0; i < 100; i++) {
        publisher.publish("a", "file:///" + i, TIME);
        published.incrementAndGet();
      }
    }

    assertThat(furthestAhead).hasValueLessThanOrEqualTo(5);
    assertThat(kafka.consumeAll("publish-allowance")).hasSize(100);
  }

  @Test
  void saysSoWhenTheAnalysisStandsStill() throws Exception {
    kafka.createFramesTopic("publish-still", 1);
    Allowance allowance = new Allowance(2, () -> 0L, Duration.ofMillis(100));
    try (FramePublisher publisher = publisher("publish-still", allowance)) {
      publisher.publish("a", "file:///1", TIME);
      publisher.publish("a", "file:///2", TIME);

      assertThatThrownBy(() -> publisher.publish("a", "file:///3", TIME))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no frame has been analysed for PT0.1S: 2 published, 0 analysed");
    }
    assertThat(kafka.consumeAll("publish-still")).hasSize(2);
  }

  @Test
  void aRefusedReferenceFailsThePublisherForGood() throws Exception {
    kafka.createTopic("publish-refused", 1);
    FramePublisher publisher =
        new FramePublisher(
            kafka.bootstrapServers(),
            Map.of("max.request.size", "1000"),
            "publish-refused",
            Allowance.unlimited());
    assertThatThrownBy(() -> publisher.publish("a", "file:///" + "x".repeat(2_000), TIME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("publish-refused")
        .hasMessageContaining("max.request.size");

    assertThatThrownBy(() -> publisher.publish("a", "file:///fine", TIME))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(publisher::close).isInstanceOf(IOException.class);
  }

  @Test
  void closeFailsWhenTheBrokerDidNotTakeAll() throws Exception {
    Topics.create(
        kafka.admin(),
        List.of(new Topics.Topic("publish-small", 1, Map.of("max.message.bytes", "300"))),
        1);
    FramePublisher publisher = publisher("publish-small", Allowance.unlimited());
    publisher.publish("a", "file:///short", TIME);
    publisher.flush();
    publisher.publish("a", "file:///" + noise(1_000), TIME);

    assertThatThrownBy(publisher::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be published to topic publish-small");
    assertThat(publisher.acknowledged()).isEqualTo(kafka.consumeAll("publish-small").size());
  }

  /** Does not compress below the topic's limit. */
  private static String noise(int length) {
    return new Random(1)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private FramePublisher publisher(String topic, Allowance allowance) {
    return new FramePublisher(kafka.bootstrapServers(), Map.of(), topic, allowance);
  }

  private static JsonNode json(ConsumerRecord<String, byte[]> record) {
    try {
      return new ObjectMapper().readTree(record.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
