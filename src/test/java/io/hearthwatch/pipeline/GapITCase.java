package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that hold nothing are accounted for; offsets that are gone stop the job. */
class GapITCase {
  private static final Parallelism ONE = new Parallelism(1, 1, 1, 1, 1, 1);
  private static final byte[] NO_REFERENCE = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path dir;

  @Test
  void transactionMarkersAndAbortedRecordsAreGaps() throws Exception {
    String topic = "transactions";
    KafkaServer.shared().createFramesTopic(topic, 1);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                KafkaServer.shared().bootstrapServers(),
                "transactional.id",
                "gap-test"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      for (boolean commit : new boolean[] {true, false, true}) {
        producer.beginTransaction();
        for (int i = 0; i < 3; i++) {
          producer.send(new ProducerRecord<>(topic, "a", NO_REFERENCE)).get();
        }
        if (commit) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    // 3 records, marker, 3 aborted, marker, 3 records, marker: the last has nothing behind it.
    RiskRun run = RiskRun.over(topic, dir, model(), ONE);
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, 11);
    }
    try (Connection connection = run.database.connect()) {
      assertThat(
              Rows.one(
                  connection,
                  "SELECT concat_ws('|', outcome, reason, kafka_offset, offset_count) FROM hearthwatch.frame"
                      + " WHERE outcome = 'gap'"))
          .isEqualTo("gap|offsets_without_records|3|5");
      assertThat(Audit.run(connection).clean()).isTrue();
    }
  }

  @Test
  void expiredOffsetsStopTheJobUntilTheGapIsAccepted() throws Exception {
    String topic = "expiring";
    KafkaServer.shared().createFramesTopic(topic, 1);
    publish(topic, 10);
    RiskRun run = RiskRun.over(topic, dir, model(), ONE);
    try (RunningJob job = run.start(RunningJob.engine())) {
      job.awaitSettled(run.database, 10);
      awaitCommitted(run.settings.kafka().groupId(), topic, 10);
    }
    publish(topic, 10);
    KafkaServer.shared()
        .admin()
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(15)))
        .all()
        .get();

    Configuration failAtOnce = RunningJob.engine();
    failAtOnce.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    try (RunningJob job = run.start(failAtOnce)) {
      assertThat(job.awaitFailure())
          .contains(
              "expiring-0: offsets 10–14 are gone (retention); accept the gap with"
                  + " --ingest.accept-gap");
    }

    RiskRun accepting = run.acceptingGaps();
    try (RunningJob job = accepting.start(RunningJob.engine())) {
      job.awaitSettled(run.database, 20);
    }
    try (Connection connection = run.database.connect()) {
      assertThat(
              Rows.one(
                  connection,
                  "SELECT concat_ws('|', reason, kafka_offset, offset_count) FROM hearthwatch.frame"
                      + " WHERE outcome = 'gap'"))
          .isEqualTo("offsets_expired|10|5");
      assertThat(Audit.run(connection).clean()).isTrue();
    }
  }

  private Path model() throws Exception {
    return DemoDetector.copyTo(dir.resolve("model.onnx"));
  }

  private static void publish(String topic, int records) {
    for (int i = 0; i < records; i++) {
      KafkaServer.shared().produce(topic, "a", NO_REFERENCE);
    }
  }

  /** Waits until a group has committed that it read so far. */
  static void awaitCommitted(String group, String topic, long offset) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        KafkaServer.shared()
                            .admin()
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .hasEntrySatisfying(
                        new TopicPartition(topic, 0),
                        committed -> assertThat(committed.offset()).isEqualTo(offset)));
  }
}
