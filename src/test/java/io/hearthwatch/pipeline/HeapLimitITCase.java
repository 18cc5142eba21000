package io.hearthwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.GoodFrames;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.OwnJvm;
import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.SimulatedPictures;
import io.hearthwatch.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose heap holds a quarter of the pictures that may be read ahead says so, and then
 * works within it: reads wait, and no task fails.
 */
@Tag("story")
class HeapLimitITCase {
  private static final String TOPIC = "large-frames";
  private static final int FRAMES = 200;

  @TempDir private Path dir;

  @Test
  void readsWaitForRoomOnTheHeap() throws Exception {
    Path root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    List<Path> pictures = new ArrayList<>();
    for (Path small : SimulatedPictures.writeTo(dir.resolve("small"), Duration.ofSeconds(10))) {
      // Good to every decoder, with as much behind its end as is accepted.
      byte[] picture = Arrays.copyOf(Files.readAllBytes(small), CrampedJob.LARGEST_BYTES);
      pictures.add(Files.write(root.resolve(pictures.size() + ".jpg"), picture));
      if (pictures.size() == 10) {
        break;
      }
    }
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(TOPIC, 2);
    kafka.createTopic(TOPIC + "-events", 1);
    kafka.createTopic(TOPIC + "-dead-letters", 1);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (GoodFrames.Entry frame : GoodFrames.of(Instant.now(), pictures, FRAMES)) {
      records.add(new ProducerRecord<>(TOPIC, frame.camera(), frame.value()));
    }
    kafka.produce(records);
    TestDatabase database = PostgresServer.freshDatabase();

    OwnJvm.Ended job =
        OwnJvm.run(
            dir.resolve("job.out"),
            List.of("-Xmx224m"),
            CrampedJob.class,
            List.of(
                kafka.bootstrapServers(),
                database.jdbcUrl(),
                TOPIC,
                root.toString(),
                DemoDetector.copyTo(dir.resolve("demo-detector.onnx")).toString(),
                Integer.toString(FRAMES)));

    assertThat(job.exitCode()).as(job.words()).isZero();
    assertThat(job.words())
        .contains("reads wait for each other when there are many")
        .doesNotContain("OutOfMemoryError");
    try (Connection connection = database.connect()) {
      assertThat(
              Rows.query(
                  connection,
                  "SELECT outcome || ' ' || count(*) FROM hearthwatch.frame GROUP BY outcome"))
          .containsExactly("analysed " + FRAMES);
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
    }
  }
}
