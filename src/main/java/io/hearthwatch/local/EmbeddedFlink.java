package io.hearthwatch.local;

import io.hearthwatch.metrics.endpoint.PrometheusEndpointFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster within this JVM, with its web page and its metrics on the loopback interface, all
 * of its files under one directory.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration CHECKPOINT_PATIENCE = Duration.ofSeconds(30);
  private static final int RESTARTS = 2;

  private final MiniCluster cluster;
  private final Path directory;
  private final int metricsPort;

  private EmbeddedFlink(MiniCluster cluster, Path directory, int metricsPort) {
    this.cluster = cluster;
    this.directory = directory;
    this.metricsPort = metricsPort;
  }

  /**
   * Starts a cluster.
   *
   * @param directory where its files go
   * @param slots largest parallelism of a job
   * @throws IOException when it does not start
   */
  public static EmbeddedFlink start(Path directory, int slots) throws IOException {
    return start(directory, slots, "0", FreePorts.next());
  }

  /**
   * As {@link #start(Path, int)}.
   *
   * @param webPort port of the web page; 0 for any
   * @param metricsPort port at which Prometheus finds the metrics; a free one
   */
  public static EmbeddedFlink start(Path directory, int slots, String webPort, int metricsPort)
      throws IOException {
    MiniCluster cluster = cluster(directory, slots, webPort, metricsPort);
    return new EmbeddedFlink(cluster, directory, metricsPort);
  }

  /**
   * The cluster itself, for whoever has another life for it; close it.
   *
   * @param directory where its files go
   * @param slots largest parallelism of a job
   * @param webPort port of the web page; 0 for any
   * @param metricsPort port at which Prometheus finds the metrics; a free one
   * @throws IOException when it does not start
   */
  public static MiniCluster cluster(Path directory, int slots, String webPort, int metricsPort)
      throws IOException {
    String files = Files.createDirectories(directory).toString();
    Configuration configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    // The server of job files would listen on every interface.
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, webPort);
    configuration.set(CoreOptions.TMP_DIRS, files);
    configuration.set(WebOptions.TMP_DIR, files);
    configuration.set(BlobServerOptions.STORAGE_DIRECTORY, files);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.setString(
        "metrics.reporter.prometheus.factory.class", PrometheusEndpointFactory.class.getName());
    configuration.setString("metrics.reporter.prometheus.port", Integer.toString(metricsPort));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IOException("Flink does not start: " + e.getMessage(), e);
    }
    return cluster;
  }

  /** An environment whose jobs checkpoint every second, as they would on a cluster. */
  public StreamExecutionEnvironment environment() {
    Configuration engine = new Configuration();
    engine.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    engine.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    engine.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    engine.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    // Somebody is looking on: what fails again and again is to be said, not tried for ever.
    engine.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    engine.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
    engine.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    // Records are immutable, so operators of one chain may share them.
    engine.set(PipelineOptions.OBJECT_REUSE, true);
    return new StreamExecutionEnvironment(engine);
  }

  /** Submits what was added to the environment. */
  public JobID submit(StreamExecutionEnvironment env, String name) throws IOException {
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    try {
      return cluster.submitJob(graph.getJobGraph()).get().getJobID();
    } catch (Exception e) {
      throw new IOException("the job cannot be submitted: " + e.getMessage(), e);
    }
  }

  /** Where the job stands. */
  public JobStatus status(JobID job) {
    return cluster.getJobStatus(job).join();
  }

  /** What ended a failed job: the innermost cause. */
  public String failure(JobID job) {
    var info = cluster.getExecutionGraph(job).join().getFailureInfo();
    if (info == null) {
      return "no failure is known";
    }
    Throwable cause = info.getException();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /**
   * Has a running job take a checkpoint now, and waits until it is complete.
   *
   * @throws Exception if it does not complete in time
   */
  public void checkpoint(JobID job) throws Exception {
    cluster.triggerCheckpoint(job).get(CHECKPOINT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Cancels a job and waits for its end; fine if it has ended already. */
  public void cancel(JobID job) throws Exception {
    if (!status(job).isGloballyTerminalState()) {
      cluster.cancelJob(job).get(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      cluster.requestJobResult(job).get(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** The address of the web page. */
  public URI webInterface() {
    return cluster.getRestAddress().join();
  }

  /** Where Prometheus finds the metrics of the cluster and of its jobs. */
  public URI metrics() {
    return URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
  }

  /** Cancels what runs, waits for its end and stops the cluster. */
  @Override
  public void close() throws Exception {
    for (JobStatusMessage job :
        cluster.listJobs().get(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      cancel(job.getJobId());
    }
    cluster.closeAsync().get(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
