package io.hearthwatch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.testing.KafkaServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRefillITCase {
  private static final Instant TAKEN = Instant.parse("2026-11-20T08:00:00Z");

  @Test
  void putsRecordsBackAtTheirOffsetsWithWhatTheyRepeat() throws IOException {
    String topic = "refilled";
    KafkaServer.shared().createFramesTopic(topic, 1);
    Requeue requeue = new Requeue(new RecordCoordinates(topic, 0, 0), "again");
    try (TopicRefill refill = refill(topic)) {
      refill.frame(0, 0, "porch", TAKEN, "file:///frames/1.jpg");
      refill.frame(0, 1, "porch", TAKEN, "file:///frames/1.jpg", requeue);
      refill.record(0, 2, null, null);
    }

    var records = KafkaServer.shared().consumeAll(topic);
    assertThat(records).extracting(record -> record.offset()).containsExactly(0L, 1L, 2L);
    assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
    assertThat(records)
        .extracting(
            record ->
                RequeueHeaders.read(
                    record.headers(), new RecordCoordinates(topic, 0, record.offset())))
        .containsExactly(null, requeue, null);
  }

  @Test
  void anOffsetThatIsTakenIsAnError() {
    String topic = "refilled-wrongly";
    KafkaServer.shared().createFramesTopic(topic, 1);

    assertThatThrownBy(
            () -> {
              try (TopicRefill refill = refill(topic)) {
                refill.record(0, 5, null, null);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("offset 0 of partition 0 was taken, 5 was due");
  }

  private static TopicRefill refill(String topic) {
    return new TopicRefill(KafkaServer.shared().bootstrapServers(), Map.of(), topic);
  }
}
