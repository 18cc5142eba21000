package io.hearthwatch.store;

import static io.hearthwatch.testing.Results.LINEAGE;
import static io.hearthwatch.testing.Results.analysed;
import static io.hearthwatch.testing.Results.assessed;
import static io.hearthwatch.testing.Results.batch;
import static io.hearthwatch.testing.Results.duplicate;
import static io.hearthwatch.testing.Results.failed;
import static io.hearthwatch.testing.Results.gap;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.domain.AssessedBatch;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.kafka.KafkaSettings;
import io.hearthwatch.testing.Results;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What leaves on the two topics, byte for byte: consumers depend on it. */
class TopicMessageTest {

  @Test
  void anEventHasTheseFieldsInThisOrder() {
    String json = ResultJson.text(EventMessage.json(assessed(Stage.CLOSED, 3, 62), LINEAGE));

    assertThat(json)
        .isEqualTo(
            ("{'message_id':'EVENT:3:closed','event_id':'EVENT','batch_id':'BATCH',"
                    + "'camera_id':'porch','window_start':'2026-11-20T08:00:00Z',"
                    + "'window_end':'2026-11-20T08:01:30Z','stage':'closed','revision':3,"
                    + "'after_gap':0,'closed_by':'clock','score':62,'level':'high',"
                    + "'summary':'A person at the porch.','factors':[{'name':'person_present',"
                    + "'contribution':62,'description':'A person was seen'}],'frames_analysed':3,"
                    + "'frames_failed':0,'frames_recovered':0,'frames_shed':0,'detections':3,'classes':{'person':{'detections':3,"
                    + "'frames':3,'max_in_frame':1,'max_confidence':0.9000,'confidence_sum':2.7000,"
                    + "'first_seen':'2026-11-20T08:00:00.000125Z',"
                    + "'last_seen':'2026-11-20T08:00:02.000125Z'}},'key_frame':{'frame_id':'FRAME',"
                    + "'uri':'file:///frames/porch/000000.jpg',"
                    + "'captured_at':'2026-11-20T08:00:00.000125Z','box':{'label':'person',"
                    + "'confidence':0.9000,'left':10.5,'top':20.25,'right':110.125,"
                    + "'bottom':220.0}},'lineage':{'result_version':'v1','model_sha256':'MODEL',"
                    + "'config_digest':'CONFIG','detect_provider':'cpu','code_version':'0.1.0',"
                    + "'kafka_topic':'frames','kafka_partition':0,'first_offset':0,'last_offset':2}}")
                .replace('\'', '"')
                .replace("EVENT", Results.EVENT_ID.toString())
                .replace("BATCH", Results.BATCH_ID.toString())
                .replace("FRAME", Results.frameId(0).toString())
                .replace("MODEL", LINEAGE.modelSha256())
                .replace("CONFIG", LINEAGE.configDigest()));
  }

  @Test
  void aDeadLetterHasTheseFieldsInThisOrder() {
    assertThat(ResultJson.text(DeadLetter.json(failed(4), LINEAGE)))
        .isEqualTo(
            ("{'message_id':'v1:frames-0@4','topic':'frames','partition':0,'offset':4,"
                    + "'reason':'missing_file',"
                    + "'detail':'nothing at file:///frames/porch/000004.jpg',"
                    + "'camera_id':'porch','uri':'file:///frames/porch/000004.jpg',"
                    + "'appended_at':'2026-11-20T08:00:04.040Z','key':'cG9yY2g=','value':'e30=',"
                    + "'result_version':'v1'}")
                .replace('\'', '"'));
  }

  @Test
  void aRecordCarriesKeyAndMessageIdAndLeavesItsTimeToTheProducer() {
    AssessedBatch result = assessed(Stage.INTERIM, 2, 40);
    ProducerRecord<byte[], byte[]> sent =
        new TopicSink.Message("porch", EventMessage.id(result), EventMessage.json(result, LINEAGE))
            .toRecord("events");

    assertThat(sent.topic()).isEqualTo("events");
    assertThat(sent.key()).asString(StandardCharsets.UTF_8).isEqualTo("porch");
    assertThat(sent.timestamp()).isNull();
    assertThat(sent.headers().lastHeader("message_id").value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(Results.EVENT_ID + ":2:interim");
  }

  @Test
  void whatWasComputedAfterAGapHasAnotherMessageId() {
    AssessedBatch result =
        new AssessedBatch(
            batch(Stage.CLOSED, 2).withAfterGap(70), assessed(Stage.CLOSED, 2, 40).event());
    assertThat(EventMessage.id(result)).isEqualTo(Results.EVENT_ID + ":2:closed@70");
    assertThat(EventMessage.json(result, LINEAGE).get("after_gap").asLong()).isEqualTo(70);
  }

  @Test
  void bothSinksTravelToTheTaskManagers() throws Exception {
    KafkaSettings settings =
        new KafkaSettings("localhost:9092", "group", "frames", "events", "dead", Map.of());

    assertThat(InstantiationUtil.clone(EventsTopic.create(settings, LINEAGE))).isNotNull();
    assertThat(InstantiationUtil.clone(DeadLetterTopic.create(settings, LINEAGE))).isNotNull();
  }

  @Test
  void onlyEventsAndOnlyRejectionsAreSent() {
    assertThat(EventsTopic.concerns(assessed(Stage.CLOSED, 1, 0))).isTrue();
    assertThat(EventsTopic.concerns(new AssessedBatch(batch(Stage.CLOSED, 1), null))).isFalse();
    assertThat(DeadLetterTopic.concerns(failed(0))).isTrue();
    assertThat(DeadLetterTopic.concerns(analysed(0))).isFalse();
    assertThat(DeadLetterTopic.concerns(duplicate(1, 0))).isFalse();
    assertThat(DeadLetterTopic.concerns(gap(0, 3))).isFalse();
  }
}
