package io.hearthwatch.pipeline;

import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.schema.Audit;
import io.hearthwatch.schema.Progress;
import io.hearthwatch.simulate.DemoDetector;
import io.hearthwatch.testing.KafkaServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.RunningJob;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

/**
 * A backlog as after a long outage: all references are in Kafka before the job starts, first few,
 * then many. The job is the product's own but for the detector, which finds one cat in every
 * picture without looking at it, so that everything else is what limits. Checkpoints are as in
 * {@code flink-conf/config.yaml}: unaligned, incremental, on RocksDB, here every two seconds.
 *
 * <pre>
 * mvn test-compile
 * java -Xmx2g -cp 'target/test-classes:target/classes:target/lib/*' \
 *     io.hearthwatch.pipeline.BacklogMeasurement DIR [REFERENCES [CLEAN [CAMERAS]]]
 * </pre>
 */
final class BacklogMeasurement {
  private static final int PARTITIONS = 4;
  private static final int CHUNK = 50_000;

  private BacklogMeasurement() {}

  /**
   * Prints a line for each of the two runs.
   *
   * @param arguments an empty directory; how many references are many, 1000000 if left out, and
   *     few, 100000; cameras, 50
   */
  public static void main(String[] arguments) throws Exception {
    Path dir = Path.of(arguments[0]).toRealPath();
    int many = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int few = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
    int cameras = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 50;
    Path root = Files.createDirectories(dir.resolve("frames"));
    Path picture = Files.write(root.resolve("any.jpg"), new byte[20_000]);
    Path model = DemoDetector.copyTo(dir.resolve("demo-detector.onnx"));
    // Not counted: classes load and compile.
    measure("warm-up", few / 4, cameras, dir, root, picture, model);
    double clean = measure("few", few, cameras, dir, root, picture, model);
    double backlog = measure("many", many, cameras, dir, root, picture, model);
    System.out.printf(Locale.ROOT, "rate of many / rate of few: %.2f%n", backlog / clean);
    System.exit(0);
  }

  private static double measure(
      String name, int references, int cameras, Path dir, Path root, Path picture, Path model)
      throws Exception {
    String topic = "backlog-" + name;
    publish(topic, references, cameras, picture);
    RiskRun run = RiskRun.over(topic, root, model, new Parallelism(1, 1, 2, 1, 1, 1));
    PipelineParts parts = run.parts();
    PipelineParts light =
        new PipelineParts(
            parts.source(),
            parts.admission(),
            LightAnalyzer::new,
            parts.ledger(),
            parts.results(),
            parts.events(),
            parts.deadLetters());
    System.gc();
    memoryPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try (RunningJob job =
            RunningJob.start(light, run.settings, engine(dir.resolve("checkpoints-" + name)));
        Connection connection = run.database.connect()) {
      HeapWatch heap = new HeapWatch();
      Awaitility.await()
          .atMost(Duration.ofHours(1))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> Progress.of(connection, "main").records() >= references);
      job.awaitSettled(run.database, references);
      double rate =
          Double.parseDouble(
              Rows.one(
                  connection,
                  "SELECT count(*) / extract(epoch FROM max(written_at) - min(ingested_at))"
                      + " FROM hearthwatch.frame"));
      CompletedCheckpointStatsSummarySnapshot checkpoints = job.checkpoints();
      StatsSummarySnapshot millis = checkpoints.getEndToEndDurationStats();
      System.out.printf(
          Locale.ROOT,
          "%s: %d references, %.0f/s; %d checkpoints, %.2f s at the 95th percentile (most %.2f s),"
              + " at most %.1f MB; heap after collection at most %d MB; audit %s%n",
          name,
          references,
          rate,
          millis.getCount(),
          millis.getQuantile(0.95) / 1e3,
          millis.getMaximum() / 1e3,
          checkpoints.getStateSizeStats().getMaximum() / 1e6,
          heap.mostMegabytes(),
          Audit.run(connection).text().endsWith("clean\n") ? "clean" : "NOT CLEAN");
      return rate;
    }
  }

  private static void publish(String topic, int references, int cameras, Path picture) {
    KafkaServer kafka = KafkaServer.shared();
    kafka.createFramesTopic(topic, PARTITIONS);
    Instant first = Instant.now().minus(Duration.ofDays(2));
    List<ProducerRecord<String, byte[]>> chunk = new ArrayList<>(CHUNK);
    for (int i = 0; i < references; i++) {
      String camera = "camera-" + i % cameras;
      // Five frames a second of each camera.
      String value =
          """
          {"camera_id": "%s", "uri": "file://%s", "captured_at": "%s"}"""
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

  private static List<MemoryPoolMXBean> memoryPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  /** What was left of the heap after the collections of its run; broker and cluster are in it. */
  private static final class HeapWatch {
    private volatile long most;

    HeapWatch() {
      for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((javax.management.NotificationEmitter) bean)
            .addNotificationListener((notification, handback) -> look(), null, null);
      }
    }

    private void look() {
      long left =
          memoryPools().stream()
              .filter(pool -> pool.getCollectionUsage() != null)
              .mapToLong(pool -> pool.getCollectionUsage().getUsed())
              .sum();
      most = Math.max(most, left);
    }

    long mostMegabytes() {
      look();
      return most >> 20;
    }
  }

  /** One cat in every picture. */
  private static final class LightAnalyzer implements FrameAnalyzer {
    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) {
      return new Analysis(640, 480, List.of(new Detection(15, "cat", 9_000, 10, 10, 100, 100)), 0);
    }

    @Override
    public void close() {}
  }
}
