package io.hearthwatch.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A frame on which native code fails ends the process, and the next one that takes it up out of the
 * checkpoint; the job says which frame it is, and goes on without it once it is told to.
 */
@Tag("story")
class PoisonedFrameITCase {
  private static final String TOPIC = "poisoned-frames";
  private static final int FRAMES = 60;
  private static final int POISONED = 25;

  @TempDir private Path dir;

  @Test
  void theFrameIsNamedAndCountedAndCanBeSkipped() throws Exception {
    Path root = Files.createDirectory(dir.toRealPath().resolve("frames"));
    List<Path> pictures = SimulatedPictures.writeTo(root.resolve("good"), Duration.ofSeconds(10));
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(TOPIC, 2);
    kafka.createTopic(TOPIC + "-events", 1);
    kafka.createTopic(TOPIC + "-dead-letters", 1);
    String poisoned = publish(kafka, root, pictures);
    TestDatabase database = PostgresServer.freshDatabase();
    List<String> arguments =
        List.of(
            kafka.bootstrapServers(),
            database.jdbcUrl(),
            TOPIC,
            root.toString(),
            DemoDetector.copyTo(dir.resolve("demo-detector.onnx")).toString(),
            dir.resolve("state").toString(),
            Integer.toString(FRAMES));

    OwnJvm.Ended first = run("first", arguments);
    assertThat(first.exitCode()).as(first.words()).isNotZero();
    assertThat(first.words()).contains("SIGSEGV").doesNotContain("was in hand when");

    OwnJvm.Ended second = run("second", arguments);
    assertThat(second.exitCode()).as(second.words()).isNotZero();
    assertThat(second.words())
        .contains("SIGSEGV")
        .contains(poisoned + " of camera ")
        .contains("poison.jpg, was in hand when the process that searched it died")
        .contains("in hand at 1 death on", "--detect.skip-offsets " + poisoned);

    List<String> skipping = new ArrayList<>(arguments);
    skipping.add(poisoned);
    OwnJvm.Ended third = run("third", skipping);
    assertThat(third.words()).contains("in hand at 2 deaths on");
    assertThat(third.exitCode()).as(third.words()).isZero();

    try (Connection connection = database.connect()) {
      assertThat(
              Rows.query(
                  connection,
                  "SELECT concat_ws(':', outcome, reason) || ' ' || count(*) FROM"
                      + " hearthwatch.frame GROUP BY outcome, reason ORDER BY outcome"))
          .containsExactly("analysed " + (FRAMES - 1), "rejected:skipped 1");
      assertThat(
              Rows.one(
                  connection,
                  "SELECT kafka_topic || '-' || kafka_partition || '@' || kafka_offset"
                      + " FROM hearthwatch.frame WHERE reason = 'skipped' AND batch_id IS NOT"
                      + " NULL"))
          .isEqualTo(poisoned);
      assertThat(Audit.run(connection).text()).endsWith("clean\n");
    }
    assertThat(kafka.consumeAll(TOPIC + "-dead-letters")).hasSize(1);
  }

  /** Returns the coordinates of the record whose picture ends the process. */
  private static String publish(KafkaServer kafka, Path root, List<Path> pictures)
      throws IOException {
    // A good picture to every decoder, with a byte behind its end that no other one has.
    byte[] good = Files.readAllBytes(pictures.get(0));
    Path poison = Files.write(root.resolve(DyingJob.POISON), Arrays.copyOf(good, good.length + 1));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (GoodFrames.Entry frame : GoodFrames.of(Instant.now(), pictures, FRAMES)) {
      byte[] value = frame.value();
      if (records.size() == POISONED) {
        String text = new String(value, UTF_8);
        value = text.replaceAll("file://[^\"]*", "file://" + poison).getBytes(UTF_8);
      }
      int partition = Math.floorMod(frame.camera().hashCode(), 2);
      byte[] key = frame.camera().getBytes(UTF_8);
      records.add(new ProducerRecord<>(TOPIC, partition, key, value));
    }
    RecordMetadata at = kafka.produceRaw(records).get(POISONED);
    return at.topic() + "-" + at.partition() + "@" + at.offset();
  }

  private OwnJvm.Ended run(String name, List<String> arguments) throws Exception {
    return OwnJvm.run(
        dir.resolve(name + ".out"),
        List.of(
            "-Xmx1g", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + dir.resolve("crash-%p.log")),
        DyingJob.class,
        arguments);
  }
}
