package io.hearthwatch.pipeline;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.inhand.InHandSettings;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.testing.TestSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.awaitility.Awaitility;

/** The job in a process that dies, natively, of one picture. */
final class DyingJob {
  /** Name of the picture. */
  static final String POISON = "poison.jpg";

  private DyingJob() {}

  /**
   * Goes on from the last checkpoint, if there is one, until all records are accounted for.
   *
   * @param arguments broker, database, topic, root, model, directory for state, number of records,
   *     and a record to skip, if any
   */
  public static void main(String[] arguments) throws Exception {
    String topic = arguments[2];
    Path root = Path.of(arguments[3]);
    Path state = Path.of(arguments[5]);
    JobSettings settings =
        TestSettings.of(arguments[0], arguments[1])
            .topics(topic, topic, topic + "-events", topic + "-dead-letters")
            .roots(root.toUri().toString())
            .model(arguments[4])
            .inHand(new InHandSettings(state.resolve("marks").toString(), skipped(arguments)))
            .build();
    Lineage lineage = RiskJob.lineage(settings);
    RiskJob.register(settings.store(), lineage);
    PipelineParts parts = RiskJob.parts(settings, lineage);
    byte[] poison = Files.readAllBytes(root.resolve(POISON));
    Path checkpoints = state.resolve("checkpoints");
    String last = lastCheckpoint(checkpoints).map(Path::toString).orElse(null);
    PipelineParts deadly =
        new PipelineParts(
            parts.source(),
            parts.admission(),
            deadly(parts.analyzers(), poison, checkpoints.toString(), last),
            parts.ledger(),
            parts.results(),
            parts.events(),
            parts.deadLetters());
    RunningJob job = RunningJob.start(deadly, settings, engine(checkpoints), last);
    job.awaitSettled(new TestDatabase(arguments[1], "postgres", ""), Long.parseLong(arguments[6]));
    job.close();
    System.exit(0);
  }

  private static Set<RecordCoordinates> skipped(String[] arguments) {
    if (arguments.length < 8) {
      return Set.of();
    }
    String[] record = arguments[7].split("-(?=[0-9]+@)|@");
    return Set.of(
        new RecordCoordinates(record[0], Integer.parseInt(record[1]), Long.parseLong(record[2])));
  }

  private static Configuration engine(Path checkpoints) {
    Configuration engine = RunningJob.engine();
    engine.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    engine.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return engine;
  }

  private static Optional<Path> lastCheckpoint(Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .map(Path::getParent);
    }
  }

  private static FrameAnalyzerFactory deadly(
      FrameAnalyzerFactory analyzers, byte[] poison, String checkpoints, String restored) {
    return () -> new DeadlyAnalyzer(analyzers.open(), poison, checkpoints, restored);
  }

  /**
   * @param checkpoints dies only when a checkpoint holds the frame
   * @param restored the checkpoint that this process came from; null for none
   */
  private record DeadlyAnalyzer(
      FrameAnalyzer analyzer, byte[] poison, String checkpoints, String restored)
      implements FrameAnalyzer {

    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      if (Arrays.equals(picture, poison)) {
        // Two more than there were: the first may have begun before the frame was in hand.
        for (int i = 0; restored == null && i < 2; i++) {
          Optional<Path> before = newest();
          Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !newest().equals(before));
        }
        dieOfNativeCode();
      }
      return analyzer.analyse(picture, size);
    }

    private Optional<Path> newest() {
      try {
        return lastCheckpoint(Path.of(checkpoints));
      } catch (IOException | UncheckedIOException vanished) {
        return Optional.empty();
      }
    }

    @Override
    public Optional<CacheCounters> cacheCounters() {
      return analyzer.cacheCounters();
    }

    @Override
    public void close() {
      analyzer.close();
    }
  }

  /** Writes where no memory is. */
  private static void dieOfNativeCode() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
