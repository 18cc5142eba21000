package io.hearthwatch.pipeline;

import io.hearthwatch.cache.CacheCounters;
import io.hearthwatch.detect.Analysis;
import io.hearthwatch.detect.FrameAnalyzer;
import io.hearthwatch.detect.FrameAnalyzerFactory;
import io.hearthwatch.detect.FrameRejectedException;
import io.hearthwatch.detect.SizeCheck;
import io.hearthwatch.domain.Lineage;
import io.hearthwatch.fetch.FetchSettings;
import io.hearthwatch.job.RiskJob;
import io.hearthwatch.testing.RunningJob;
import io.hearthwatch.testing.TestDatabase;
import io.hearthwatch.testing.TestSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** The job in a process whose heap cannot hold all the pictures that may be read ahead. */
final class CrampedJob {
  /** Largest picture that is read. */
  static final int LARGEST_BYTES = 10 << 20;

  /** Detect subtasks. */
  static final int SUBTASKS = 2;

  private static final int READ_AHEAD = 16;

  private CrampedJob() {}

  /**
   * Goes on until all records are accounted for; fails when the job had to be restarted.
   *
   * @param arguments broker, database, topic, root, model, number of records
   */
  public static void main(String[] arguments) throws Exception {
    String topic = arguments[2];
    JobSettings settings =
        TestSettings.of(arguments[0], arguments[1])
            .topics(topic, topic, topic + "-events", topic + "-dead-letters")
            .roots(Path.of(arguments[3]).toUri().toString())
            .model(arguments[4])
            .parallelism(new Parallelism(1, 1, SUBTASKS, 1, 1, 1))
            .fetch(
                new FetchSettings(
                    64,
                    8,
                    READ_AHEAD,
                    LARGEST_BYTES,
                    1,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10),
                    List.of()))
            .build();
    Lineage lineage = RiskJob.lineage(settings);
    RiskJob.register(settings.store(), lineage);
    PipelineParts parts = RiskJob.parts(settings, lineage);
    PipelineParts late =
        new PipelineParts(
            parts.source(),
            parts.admission(),
            late(parts.analyzers()),
            parts.ledger(),
            parts.results(),
            parts.events(),
            parts.deadLetters());
    try (RunningJob job = RunningJob.start(late, settings, RunningJob.engine())) {
      job.awaitSettled(
          new TestDatabase(arguments[1], "postgres", ""), Long.parseLong(arguments[5]));
      if (job.restarts() > 0) {
        throw new AssertionError("restarted " + job.restarts() + " times");
      }
    }
    System.exit(0);
  }

  private static FrameAnalyzerFactory late(FrameAnalyzerFactory analyzers) {
    return () -> new LateAnalyzer(analyzers.open());
  }

  /** Begins with a picture when no thread that reads can go on: all that fits is in memory then. */
  private record LateAnalyzer(FrameAnalyzer analyzer) implements FrameAnalyzer {

    @Override
    public Analysis analyse(byte[] picture, SizeCheck size) throws FrameRejectedException {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofMinutes(2))
          .until(LateAnalyzer::allReadersWait);
      return analyzer.analyse(picture, size);
    }

    private static boolean allReadersWait() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("fetch-"))
          .allMatch(
              thread ->
                  thread.getState() == Thread.State.WAITING
                      || thread.getState() == Thread.State.TIMED_WAITING);
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
}
