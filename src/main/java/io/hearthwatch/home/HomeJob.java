package io.hearthwatch.home;

import io.hearthwatch.job.RiskJob;
import io.hearthwatch.local.EmbeddedFlink;
import io.hearthwatch.local.LocalJob;
import io.hearthwatch.local.SourcePositions;
import io.hearthwatch.pipeline.JobSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The product's job on a Flink of the home's own, from the newest readable checkpoint on. Closing
 * it has the job take a last checkpoint and ends it.
 *
 * <p>Not safe to share between threads, except that closing waits for nobody.
 */
final class HomeJob implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(HomeJob.class);

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** What fails so often in a row, for about half an hour, will not mend itself. */
  private static final int ATTEMPTS = 30;

  private final EmbeddedFlink flink;
  private final JobID id;
  private final CheckpointFolder checkpoints;
  private final long run;

  private HomeJob(EmbeddedFlink flink, JobID id, CheckpointFolder checkpoints, long run) {
    this.flink = flink;
    this.id = id;
    this.checkpoints = checkpoints;
    this.run = run;
  }

  /**
   * Submits the job.
   *
   * @param scratch for Flink's files
   * @param from the checkpoint to start from; null for the beginning of the topic
   * @throws Exception if what the job needs is not there; the message names the remedy
   */
  static HomeJob start(
      JobSettings settings,
      Path scratch,
      String webPort,
      int metricsPort,
      CheckpointFolder checkpoints,
      long run,
      Path from)
      throws Exception {
    EmbeddedFlink flink =
        EmbeddedFlink.start(scratch, LocalJob.slots(settings.parallelism()), webPort, metricsPort);
    try {
      StreamExecutionEnvironment env =
          new StreamExecutionEnvironment(engine(checkpoints.begin(run), from));
      RiskJob.addTo(env, settings);
      return new HomeJob(flink, flink.submit(env, "Hearthwatch"), checkpoints, run);
    } catch (Exception e) {
      flink.close();
      throw e;
    }
  }

  private static Configuration engine(Path directory, Path from) {
    Configuration engine = new Configuration();
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
    engine.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    engine.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    engine.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, CheckpointFolder.RETAINED);
    engine.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    engine.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    engine.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    engine.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(1));
    engine.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, ATTEMPTS);
    engine.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(10));
    // Records are immutable, so operators of one chain may share them.
    engine.set(PipelineOptions.OBJECT_REUSE, true);
    if (from != null) {
      engine.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
    }
    return engine;
  }

  /** Address of Flink's page. */
  String webInterface() {
    return flink.webInterface().toString();
  }

  /** Address that Prometheus reads. */
  String metrics() {
    return flink.metrics().toString();
  }

  /** Where the job stands. */
  JobStatus status() {
    return flink.status(id);
  }

  /** What the job failed of last. */
  String failure() {
    return flink.failure(id);
  }

  /**
   * Puts what the job has completed beyond a power failure's reach.
   *
   * @return when its newest checkpoint was complete
   */
  synchronized Optional<Instant> keepCheckpoints() throws IOException {
    return checkpoints.keep(run);
  }

  /**
   * By partition, the first offset that a job would read which is resumed from any kept checkpoint;
   * a partition that one of them does not know is missing. Empty while there is no checkpoint.
   */
  synchronized Map<Integer, Long> neededOffsets() throws IOException {
    Map<Integer, Long> needed = null;
    for (Path checkpoint : checkpoints.sealed()) {
      Map<Integer, Long> positions = SourcePositions.of(checkpoint);
      if (needed == null) {
        needed = new HashMap<>(positions);
      } else {
        needed.keySet().retainAll(positions.keySet());
        needed.replaceAll((partition, offset) -> Math.min(offset, positions.get(partition)));
      }
    }
    return needed == null ? Map.of() : needed;
  }

  /** Takes a last checkpoint, so that the next start has nothing to repeat, and ends the job. */
  @Override
  public void close() throws Exception {
    if (status() == JobStatus.RUNNING) {
      try {
        flink.checkpoint(id);
        keepCheckpoints();
      } catch (Exception e) {
        LOG.warn("no last checkpoint: the next start repeats what came after the one before", e);
      }
    }
    flink.close();
  }
}
