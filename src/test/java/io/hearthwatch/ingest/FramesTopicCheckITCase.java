package io.hearthwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.publish.Topics;
import io.hearthwatch.testing.KafkaServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class FramesTopicCheckITCase {
  private final KafkaServer kafka = KafkaServer.shared();
  private final Admin admin = kafka.admin();

  @Test
  void aFramesTopicIsFit() throws Exception {
    kafka.createFramesTopic("check-fit", 2);

    FramesTopicCheck check = FramesTopicCheck.verify(admin, "check-fit");

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void producersTimesAreWarnedOf() throws Exception {
    kafka.createTopic("check-times", 1);

    FramesTopicCheck check = FramesTopicCheck.verify(admin, "check-times");

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings())
        .singleElement()
        .asString()
        .contains("check-times", "message.timestamp.type=CreateTime", "LogAppendTime");
  }

  @Test
  void sheddingNeedsAppendTimesAndTheRightNumberOfPartitions() throws Exception {
    kafka.createFramesTopic("check-shed", 2);
    kafka.createTopic("check-shed-times", 3);

    FramesTopicCheck fit = FramesTopicCheck.verify(admin, "check-shed");
    assertThat(fit.problemsOfShedding(2)).isEmpty();
    assertThat(fit.problemsOfShedding(3))
        .singleElement()
        .asString()
        .contains("check-shed has 2 partitions", "set overload.partitions: 2");
    assertThat(FramesTopicCheck.verify(admin, "check-shed-times").problemsOfShedding(3))
        .singleElement()
        .asString()
        .contains("CreateTime", "none ever would be", "LogAppendTime");
    assertThat(FramesTopicCheck.verify(admin, "check-shed-none").problemsOfShedding(3))
        .as("that it is not there is said already")
        .isEmpty();
  }

  @Test
  void compactionIsRefused() throws Exception {
    for (String policy : List.of("compact", "compact,delete")) {
      String topic = "check-" + policy.replace(',', '-');
      Topics.create(
          admin, List.of(new Topics.Topic(topic, 1, Map.of("cleanup.policy", policy))), 1);

      assertThat(FramesTopicCheck.verify(admin, topic).problems())
          .singleElement()
          .asString()
          .contains(topic, "cleanup.policy=delete");
    }
  }

  @Test
  void aMissingTopicIsAProblem() throws Exception {
    assertThat(FramesTopicCheck.verify(admin, "check-missing").problems())
        .singleElement()
        .asString()
        .contains("check-missing does not exist", "create it");
  }
}
