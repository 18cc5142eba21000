package io.hearthwatch.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearthwatch.detect.onnx.TinyModel;
import io.hearthwatch.image.Pictures;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.testing.GoodFrames;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that fails on some pictures: those are accounted for, and the others are analysed. */
class InferenceFailureITCase {
  private static final String TOPIC = "inference-failure-frames";
  private static final int FRAMES = 40;

  @TempDir private Path dir;

  @Test
  void aFrameThatTheModelFailsOnIsRejectedAndKept() throws Exception {
    // One box, whose class is seven times the picture's brightness: only black ones have a name.
    Path model =
        TinyModel.write(
            dir.resolve("fails-in-daylight.onnx"),
            6,
            new float[] {8, 8, 24, 24, 0.9f, 0},
            new float[] {0, 0, 0, 0, 0, 7},
            Map.of("names", "['person']"));
    Path root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    List<Path> pictures = List.of(picture(root, Color.BLACK), picture(root, Color.WHITE));
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(TOPIC, 2);
    kafka.produce(
        GoodFrames.of(Instant.now(), pictures, FRAMES).stream()
            .map(frame -> new ProducerRecord<>(TOPIC, frame.camera(), frame.value()))
            .toList());

    RiskRun run = RiskRun.over(TOPIC, root, model, new Parallelism(1, 1, 2, 1, 1, 1));
    try (RunningJob job = run.start(RunningJob.engine());
        Connection connection = run.database.connect()) {
      job.awaitSettled(run.database, FRAMES);
      assertThat(job.restarts()).isZero();
      assertThat(
              Rows.query(
                  connection,
                  "SELECT concat_ws(':', outcome, reason) || ' ' || width || ' x ' || height ||"
                      + " ' ' || count(*) || ' ' || coalesce(max(detail), '')"
                      + " FROM hearthwatch.frame GROUP BY outcome, reason, width, height"
                      + " ORDER BY outcome"))
          .satisfiesExactly(
              analysed -> assertThat(analysed).isEqualTo("analysed 32 x 32 20 "),
              rejected ->
                  assertThat(rejected)
                      .startsWith("rejected:inference_failed 32 x 32 20 ")
                      .contains("class 7"));
      assertThat(Rows.one(connection, "SELECT sum(frames_failed) FROM hearthwatch.batch"))
          .isEqualTo("20");
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
    }
    assertThat(kafka.consumeAll(run.settings.kafka().deadLettersTopic()))
        .hasSize(FRAMES / 2)
        .allSatisfy(
            record -> {
              JsonNode letter = new ObjectMapper().readTree(record.value());
              assertThat(letter.get("reason").textValue()).isEqualTo("inference_failed");
              assertThat(new String(letter.get("value").binaryValue(), UTF_8))
                  .contains("camera_id");
            });
  }

  private static Path picture(Path root, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 32; i++) {
      image.setRGB(i % 32, i / 32, colour.getRGB());
    }
    return Files.write(root.resolve(colour.getRed() + ".png"), Pictures.png(image));
  }
}
