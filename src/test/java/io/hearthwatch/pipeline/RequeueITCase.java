package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.deadletters.Discarding;
import io.hearthwatch.deadletters.Letter;
import io.hearthwatch.deadletters.LetterFilter;
import io.hearthwatch.deadletters.LetterState;
import io.hearthwatch.deadletters.Letters;
import io.hearthwatch.deadletters.RequeueReport;
import io.hearthwatch.deadletters.Requeuing;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.kafka.RequeueHeaders;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.PublishedEvents;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.SimulatedPictures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames fail, are sent again, fail again, succeed, are sent once too often, and the job is
 * restarted in between: each ends in one analysed row, and all books agree at every stop.
 */
class RequeueITCase {
  private static final String TOPIC = "requeue-frames";
  private static final int SECONDS = 600;
  private static final int STEP = 5;

  @TempDir private static Path dir;
  private long records;

  @Test
  void aFrameThatFailedIsAnalysedOnceHoweverOftenItIsSentAgain() throws Exception {
    Path root = Files.createDirectory(dir.resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(60));
    Path model = DemoDetector.copyTo(dir.resolve("model.onnx"));
    KafkaServer.shared().createFramesTopic(TOPIC, 2);
    List<Path> broken = List.of(root.resolve("early.jpg"), root.resolve("later.jpg"));
    Files.writeString(broken.get(1), "half a picture");
    publish(pictures, broken);

    RiskRun run = RiskRun.over(TOPIC, root, model, new Parallelism(2, 1, 2, 1, 1, 2));
    String savepoint;
    try (RunningJob job = run.start(RunningJob.engine());
        Connection connection = run.database.connect()) {
      job.awaitSettled(run.database, records);
      assertStates(connection, LetterState.OPEN, LetterState.OPEN, LetterState.OPEN);
      assertClean(run, connection);

      requeue(connection, "missing_file", 1);
      job.awaitSettled(run.database, ++records);
      Letter early = letters(connection).get(0);
      assertThat(early.state()).as("the picture is still missing").isEqualTo(LetterState.OPEN);
      assertThat(early.attempts()).isEqualTo(2);
      assertThat(early.successor().outcome()).isEqualTo("rejected");
      assertClean(run, connection);

      Files.copy(pictures.get(0), broken.get(0));
      requeue(connection, "missing_file", 1);
      job.awaitSettled(run.database, ++records);
      assertStates(connection, LetterState.RECOVERED, LetterState.OPEN, LetterState.OPEN);
      assertThat(
              Rows.one(
                  connection,
                  "SELECT frames_failed || ' ' || frames_recovered || ' ' || stage FROM"
                      + " hearthwatch.batch WHERE id = '%s'".formatted(early.batchId())))
          .as("its window was closed for good by then, but for frames that had failed")
          .isEqualTo("0 1 closed");
      assertClean(run, connection);
      savepoint = job.stopWithSavepoint(dir.resolve("savepoints"));

      Files.delete(broken.get(1));
      Files.copy(pictures.get(1), broken.get(1));
      requeue(connection, "undecodable", 1);
      records++;
      assertThat(requeuing(connection, false, "undecodable").left())
          .as("sent, and the job is stopped")
          .hasSize(1);
      requeueAgain(connection);
      sendForged(letters(connection).get(0).at());
    }

    RiskRun restored = run.at(new Parallelism(1, 2, 3, 2, 2, 1));
    try (RunningJob job = restored.restore(RunningJob.engine(), savepoint);
        Connection connection = run.database.connect()) {
      job.awaitSettled(run.database, records);
      assertStates(connection, LetterState.RECOVERED, LetterState.RECOVERED, LetterState.OPEN);
      assertThat(outcomes(connection))
          .containsExactly("analysed 2", "duplicate 2", "late 1", "rejected 1");
      assertClean(restored, connection);

      LetterFilter open = LetterFilter.all("main").in(Set.of(LetterState.OPEN));
      assertThat(new Discarding(connection).apply(open, "me", "no reference")).isEqualTo(1);
      assertStates(connection, LetterState.RECOVERED, LetterState.RECOVERED, LetterState.DISCARDED);
      assertThat(Rows.one(connection, "SELECT sum(offset_count) FROM hearthwatch.frame"))
          .as("a discarded record keeps its row")
          .isEqualTo(Long.toString(records));
      assertClean(restored, connection);
    }
    readAgainWithAllPicturesThere(run, root, model);
  }

  /** The originals succeed now, so what repeats them is not needed; the tables heal. */
  private void readAgainWithAllPicturesThere(RiskRun first, Path root, Path model)
      throws Exception {
    RiskRun second =
        RiskRun.into(first.database, TOPIC, root, model, new Parallelism(2, 2, 3, 2, 2, 2));
    try (RunningJob job = second.start(RunningJob.engine());
        Connection connection = second.database.connect()) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(outcomes(connection)).containsExactly("duplicate 2", "late 4"));
      job.awaitSettled(second.database, records);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(Audit.run(connection).text()).endsWith("clean\n"));
      assertStates(connection, LetterState.DISCARDED);
      assertThat(Rows.one(connection, "SELECT sum(frames_recovered) FROM hearthwatch.batch"))
          .isEqualTo("0");
    }
  }

  private void publish(List<Path> pictures, List<Path> broken) {
    Instant start = Instant.now().minusSeconds(SECONDS);
    List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
    for (int second = 0; second < SECONDS; second += STEP) {
      for (String camera : List.of("porch", "yard")) {
        Path picture = pictures.get(second / STEP % pictures.size());
        if (camera.equals("porch") && second == 60) {
          picture = broken.get(0);
        } else if (camera.equals("porch") && second == SECONDS - 60) {
          picture = broken.get(1);
        }
        String value =
            "{\"camera_id\": \"%s\", \"uri\": \"%s\", \"captured_at\": \"%s\"}"
                .formatted(camera, picture.toUri(), start.plusSeconds(second));
        sent.add(new ProducerRecord<>(TOPIC, camera, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
    sent.add(new ProducerRecord<>(TOPIC, "porch", "no reference".getBytes(StandardCharsets.UTF_8)));
    records = KafkaServer.shared().produce(sent).size();
  }

  private void requeue(Connection connection, String reason, long expected) throws Exception {
    assertThat(requeuing(connection, false, reason).total()).isEqualTo(expected);
  }

  private void requeueAgain(Connection connection) throws Exception {
    records += requeuing(connection, true, "undecodable").total();
  }

  private static RequeueReport requeuing(Connection connection, boolean again, String reason)
      throws Exception {
    LetterFilter filter =
        new LetterFilter("main", null, Set.of(reason), Set.of(), Set.of(), null, null);
    Map<String, Object> config =
        Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      return new Requeuing(connection, "me", again).apply(filter, producer, () -> false);
    }
  }

  /** As if somebody who may write the topic repeated what was recovered, and a good frame. */
  private void sendForged(RecordCoordinates recovered) {
    List<ProducerRecord<String, byte[]>> forged = new ArrayList<>();
    for (var record : KafkaServer.shared().consumeAll(TOPIC)) {
      RecordCoordinates at =
          new RecordCoordinates(record.topic(), record.partition(), record.offset());
      if (at.equals(recovered) || (record.key().equals("yard") && forged.isEmpty())) {
        forged.add(
            new ProducerRecord<>(
                TOPIC,
                record.partition(),
                record.key(),
                record.value(),
                RequeueHeaders.of(
                    new Requeue(
                        new RecordCoordinates(TOPIC, record.partition(), record.offset()),
                        "forged-" + record.offset()))));
      }
    }
    records += KafkaServer.shared().produce(forged).size();
  }

  private static List<Letter> letters(Connection connection) throws Exception {
    List<Letter> letters =
        new ArrayList<>(new Letters(connection).newest(LetterFilter.all("main"), 100));
    letters.sort((a, b) -> Long.compare(a.at().offset(), b.at().offset()));
    return letters;
  }

  private static void assertStates(Connection connection, LetterState... states) throws Exception {
    assertThat(letters(connection)).extracting(Letter::state).containsExactly(states);
  }

  /** Of the records that were sent again. */
  private static List<String> outcomes(Connection connection) throws Exception {
    return Rows.query(
        connection,
        "SELECT outcome || ' ' || count(*) FROM hearthwatch.frame WHERE requeue_id IS NOT NULL"
            + " GROUP BY outcome ORDER BY outcome");
  }

  private static void assertClean(RiskRun run, Connection connection) throws Exception {
    assertThat(Audit.run(connection).text()).endsWith("clean\n");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(PublishedEvents.latest(run.settings.kafka().eventsTopic()))
                    .isEqualTo(PublishedEvents.ofTable(run.database)));
    assertThat(
            Rows.query(
                connection,
                "SELECT frame_id FROM hearthwatch.frame WHERE outcome = 'analysed'"
                    + " GROUP BY frame_id HAVING count(*) > 1"))
        .isEmpty();
  }
}
