package io.hearthwatch.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearthwatch.testing.KafkaServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicsITCase {
  private final KafkaServer kafka = KafkaServer.shared();
  private final Admin admin = kafka.admin();

  @Test
  void nothingThatIsSentRightAfterCreationIsLost() {
    for (int round = 0; round < 5; round++) {
      String topic = "topics-fresh-" + round;
      Topics.create(
          admin,
          List.of(
              Topics.frames(topic, 4),
              Topics.events(topic + "-events", 1),
              Topics.deadLetters(topic + "-dead", 1)),
          1);

      kafka.produce(
          IntStream.range(0, 2_000)
              .mapToObj(i -> record(topic, "camera-" + i % 50, Integer.toString(i)))
              .toList());

      assertThat(kafka.consumeAll(topic))
          .hasSize(2_000)
          .extracting(ConsumerRecord::timestampType)
          .containsOnly(TimestampType.LOG_APPEND_TIME);
    }
  }

  @Test
  void creatingAgainChangesNothing() {
    Topics.create(admin, List.of(Topics.frames("topics-again", 2)), 1);
    kafka.produce("topics-again", "a", "kept".getBytes(UTF_8));

    Topics.create(admin, List.of(Topics.frames("topics-again", 2)), 1);

    assertThat(kafka.consumeAll("topics-again")).hasSize(1);
  }

  @Test
  void everyDifferenceOfAnExistingTopicIsNamedWithItsRemedy() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic("topics-odd", 3, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact"))))
        .all()
        .get();

    assertThatThrownBy(
            () ->
                Topics.create(
                    admin,
                    List.of(Topics.frames("topics-odd", 2), Topics.events("topics-fine", 1)),
                    1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3 partitions, not 2")
        .hasMessageContaining("cleanup.policy=compact, not delete")
        .hasMessageContaining("compression.type=producer, not zstd")
        .hasMessageContaining(
            "kafka-configs.sh --alter --topic topics-odd"
                + " --add-config message.timestamp.type=LogAppendTime")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("topics-fine"));
  }

  private static ProducerRecord<String, byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key, value.getBytes(UTF_8));
  }
}
