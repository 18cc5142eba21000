package io.hearthwatch.pipeline;

import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStatsSummarySnapshot;
import org.apache.flink.runtime.util.stats.StatsSummarySnapshot;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * A backlog as after a long outage: all references are in Kafka before the job starts, and it reads
 * them to their end. The job is the product's own but for the detector, which finds one cat in
 * every picture without looking at it, so that everything else is what limits. Checkpoints are as
 * in {@code flink-conf/config.yaml}: unaligned, incremental, on RocksDB, here every two seconds.
 */
final class BacklogRun {
  private static final int PARTITIONS = 4;
  private static final int CHUNK = 50_000;

  private final Path dir;
  private final Path root;
  private final Path picture;
  private final Path model;
  private int runs;

  /**
   * @param dir an empty directory
   */
  BacklogRun(Path dir) throws Exception {
    this.dir = dir.toRealPath();
    this.root = Files.createDirectories(this.dir.resolve("frames"));
    this.picture = Files.write(root.resolve("any.jpg"), new byte[20_000]);
    this.model = DemoDetector.copyTo(this.dir.resolve("demo-detector.onnx"));
  }

  /**
   * What one backlog took.
   *
   * @param references how many there were
   * @param perSecond ledger rows a second, from the first reference read to the last row written
   * @param checkpoints completed ones
   * @param p95Seconds 95th percentile of how long they took, end to end
   * @param longestSeconds the longest
   * @param largestBytes full size of the largest, data in flight included
   * @param heapBytes most that was left of the JVM's heap by a collection; broker and cluster live
   *     in it too
   * @param clean whether the audit found nothing
   */
  record Figures(
      int references,
      double perSecond,
      long checkpoints,
      double p95Seconds,
      double longestSeconds,
      long largestBytes,
      long heapBytes,
      boolean clean) {

    String text() {
      return String.format(
          Locale.ROOT,
          "%8d references: %5.0f/s; %3d checkpoints, p95 %.2f s, longest %.2f s, largest %.1f MB;"
              + " heap after collection at most %d MB; audit %s",
          references,
          perSecond,
          checkpoints,
          p95Seconds,
          longestSeconds,
          largestBytes / 1e6,
          heapBytes >> 20,
          clean ? "clean" : "NOT CLEAN");
    }
  }

  /**
   * Publishes so many references into a topic of their own, and reads them into a database of their
   * own.
   *
   * @param cameras how many take turns; each has five frames a second
   */
  Figures read(int references, int cameras) throws Exception {
    String topic = "backlog-" + ++runs;
    publish(topic, references, cameras);
    RiskRun run = RiskRun.over(topic, root, model, new Parallelism(1, 1, 2, 1, 1, 1));
    PipelineParts parts = run.parts();
    PipelineParts light =
        new PipelineParts(
            parts.source(),
            parts.admission(),
            OneCat::new,
            parts.ledger(),
            parts.results(),
            parts.events(),
            parts.deadLetters());
    try (HeapWatch heap = new HeapWatch();
        RunningJob job = RunningJob.start(light, run.settings, engine(dir.resolve(topic)));
        Connection connection = run.database.connect()) {
      awaitCommitted(run.settings.kafka().groupId(), references);
      job.awaitSettled(run.database, references);
      CompletedCheckpointStatsSummarySnapshot checkpoints = job.checkpoints();
      StatsSummarySnapshot millis = checkpoints.getEndToEndDurationStats();
      return new Figures(
          references,
          Double.parseDouble(
              Rows.one(
                  connection,
                  "SELECT count(*) / extract(epoch FROM max(written_at) - min(ingested_at))"
                      + " FROM hearthwatch.frame")),
          millis.getCount(),
          millis.getQuantile(0.95) / 1e3,
          millis.getMaximum() / 1e3,
          checkpoints.getStateSizeStats().getMaximum()
              + checkpoints.getPersistedDataStats().getMaximum(),
          heap.mostBytes(),
          Audit.run(connection).clean());
    }
  }

  /** Asks the broker, not the tables: to count a million rows each second would be what limits. */
  private static void awaitCommitted(String group, int references) {
    Awaitility.await()
        .atMost(Duration.ofHours(1))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                KafkaServer.shared()
                        .admin()
                        .listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .values()
                        .stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum()
                    == references);
  }

  private void publish(String topic, int references, int cameras) {
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(topic, PARTITIONS);
    Instant first = Instant.now().minus(Duration.ofDays(2));
    List<ProducerRecord<String, byte[]>> chunk = new ArrayList<>(CHUNK);
    for (int i = 0; i < references; i++) {
      String camera = "camera-" + i % cameras;
      String value =
          "{\"camera_id\": \"%s\", \"uri\": \"file://%s\", \"captured_at\": \"%s\"}"
              .formatted(camera, picture, first.plusMillis(200L * (i / cameras)));
      chunk.add(new ProducerRecord<>(topic, camera, value.getBytes(StandardCharsets.UTF_8)));
      if (chunk.size() == CHUNK || i == references - 1) {
        kafka.produce(chunk);
        chunk.clear();
      }
    }
  }

  private static Configuration engine(Path checkpoints) {
    Configuration engine = RunningJob.engine();
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    engine.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    engine.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    engine.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    engine.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    return engine;
  }

  /** One cat in every picture. */
  private static final class OneCat implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) {
      return new Analysis(640, 480, List.of(new Detection(15, "cat", 9_000, 10, 10, 100, 100)), 0);
    }

    @Override
    public void close() {}
  }
}
