package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many partitions a topic has, a camera's windows and events are the same. */
@Tag("story")
class PartitionsITCase {
  private static final int CAMERAS = 100;
  private static final int FRAMES = 600;

  @TempDir private Path dir;

  @Test
  void oneOrSixtyFourPartitionsLeadToTheSameBatches() throws Exception {
    Path root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(10));
    Path model = DemoDetector.copyTo(dir.resolve("demo-detector.onnx"));
    Instant now = Instant.now();
    List<String> one = batches("one-partition", 1, 1, now, root, pictures, model);
    // More partitions than subtasks, and than cameras some of them have: idle ones are among them.
    List<String> many = batches("many-partitions", 64, 2, now, root, pictures, model);
    assertThat(one).hasSizeGreaterThanOrEqualTo(CAMERAS);
    assertThat(many).isEqualTo(one);
  }

  private static List<String> batches(
      String topic,
      int partitions,
      int readers,
      Instant now,
      Path root,
      List<Path> pictures,
      Path model)
      throws Exception {
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(topic, partitions);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      String camera = "camera-" + i % CAMERAS;
      String value =
          """
          {"camera_id": "%s", "uri": "file://%s", "captured_at": "%s"}"""
              .formatted(
                  camera,
                  pictures.get(i % pictures.size()),
                  now.minusSeconds(600).plusMillis(i * 1_000L));
      records.add(new ProducerRecord<>(topic, camera, value.getBytes(StandardCharsets.UTF_8)));
    }
    kafka.produce(records);
    RiskRun run = RiskRun.over(topic, root, model, new Parallelism(readers, 1, 1, 1, 1, 1));
    try (RunningJob job = run.start(RunningJob.engine());
        Connection connection = run.database.connect()) {
      job.awaitSettled(run.database, FRAMES);
      assertThat(job.restarts()).isZero();
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
      assertThat(
              Rows.one(
                  connection, "SELECT count(*) FROM hearthwatch.frame WHERE outcome = 'analysed'"))
          .isEqualTo(Integer.toString(FRAMES));
      return Rows.query(
          connection,
          "SELECT concat_ws(' ', b.id, b.camera_id, b.window_start, b.revision,"
              + " b.frames_analysed, b.detections, b.classes, e.id, e.score, e.factors)"
              + " FROM hearthwatch.batch b LEFT JOIN hearthwatch.event e ON e.batch_id = b.id"
              + " ORDER BY b.camera_id, b.window_start");
    }
  }
}
