package io.hearthwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.pipeline.JobSettings;
import io.hearthwatch.pipeline.PipelineParts;
import io.hearthwatch.pipeline.RiskPipeline;
import io.hearthwatch.schema.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStatsSummarySnapshot;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;

/** The product's job on the shared mini cluster, from submission to whatever ends it. */
public final class RunningJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final MiniCluster cluster = FlinkCluster.shared();
  private final JobSettings settings;
  private final JobID id;

  private RunningJob(JobSettings settings, JobID id) {
    this.settings = settings;
    this.id = id;
  }

  /**
   * The engine's settings that tests start from: checkpoints five times a second, endless restarts.
   */
  public static Configuration engine() {
    Configuration engine = new Configuration();
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    engine.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    engine.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    engine.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(20));
    return engine;
  }

  /** Submits the job. */
  public static RunningJob start(PipelineParts parts, JobSettings settings, Configuration engine)
      throws Exception {
    return start(parts, settings, engine, null);
  }

  /**
   * Submits the job from a savepoint.
   *
   * @param savepoint null for none
   */
  public static RunningJob start(
      PipelineParts parts, JobSettings settings, Configuration engine, String savepoint)
      throws Exception {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(engine);
    new RiskPipeline(parts, settings).addTo(env);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    FlinkCluster.shared().submitJob(graph).get();
    return new RunningJob(settings, graph.getJobID());
  }

  /** Waits until so many records are accounted for and every window counts all its frames. */
  public Progress awaitSettled(TestDatabase database, long records) throws SQLException {
    try (Connection connection = database.connect()) {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .failFast("the job has ended", this::ended)
          .until(
              () -> Progress.of(connection, settings.resultVersion()),
              progress -> progress.settledAt(records));
    }
  }

  /** Waits until at least so many records are accounted for. */
  public void awaitRecords(TestDatabase database, long records) throws SQLException {
    try (Connection connection = database.connect()) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .failFast("the job has ended", this::ended)
          .until(() -> Progress.of(connection, settings.resultVersion()).records() >= records);
    }
  }

  private boolean ended() {
    return status().isGloballyTerminalState();
  }

  /** Where the job stands. */
  public JobStatus status() {
    return cluster.getJobStatus(id).join();
  }

  /** What ended the job, as text, with all causes; waits for it. */
  public String awaitFailure() {
    Awaitility.await().atMost(PATIENCE).until(this::ended);
    assertThat(status()).isEqualTo(JobStatus.FAILED);
    return graph().getFailureInfo().getExceptionAsString();
  }

  /** This job's id, as metrics label it. */
  public String id() {
    return id.toString();
  }

  /** How often tasks were started again. */
  public int restarts() {
    return Arrays.stream(graph().getAllVertices().values().iterator().next().getTaskVertices())
        .mapToInt(task -> task.getCurrentExecutionAttempt().getAttemptNumber())
        .max()
        .orElseThrow();
  }

  /** Durations and sizes of the completed checkpoints, over all attempts. */
  public CompletedCheckpointStatsSummarySnapshot checkpoints() {
    return graph().getCheckpointStatsSnapshot().getSummaryStats();
  }

  /** The most bytes of data in flight that a completed checkpoint kept, over all attempts. */
  public long mostInFlightBytesKept() {
    return checkpoints().getPersistedDataStats().getMaximum();
  }

  private AccessExecutionGraph graph() {
    return cluster.getExecutionGraph(id).join();
  }

  /** Ends the job with a savepoint and returns where it is. */
  public String stopWithSavepoint(Path directory) {
    return cluster
        .stopWithSavepoint(id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .join();
  }

  /** Cancels the job, if it still runs, and waits for its end. */
  @Override
  public void close() {
    if (!ended()) {
      cluster.cancelJob(id).join();
      Awaitility.await().atMost(PATIENCE).until(this::ended);
    }
  }
}
