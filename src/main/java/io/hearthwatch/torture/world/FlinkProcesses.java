package io.hearthwatch.torture.world;

import io.hearthwatch.cluster.Cluster;
import io.hearthwatch.cluster.ClusterDirectory;
import io.hearthwatch.cluster.ClusterProcess;
import io.hearthwatch.cluster.ClusterStart;
import io.hearthwatch.cluster.ClusterStatus;
import io.hearthwatch.cluster.ClusterStop;
import io.hearthwatch.cluster.Deployment;
import io.hearthwatch.cluster.Installation;
import io.hearthwatch.cluster.JobRescale;
import io.hearthwatch.cluster.JobSubmission;
import io.hearthwatch.cluster.Redeployment;
import io.hearthwatch.cluster.Stage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cluster: ZooKeeper, a job manager and two task managers, worked as a person does it, by what
 * {@code hearthwatch cluster} is made of.
 */
public final class FlinkProcesses implements Closeable {
  /** Task managers. */
  public static final int TASK_MANAGERS = 2;

  private static final Duration READY_WITHIN = Duration.ofSeconds(120);
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);
  private static final Duration RUNNING_WITHIN = Duration.ofSeconds(120);
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** So that what takes minutes in production is seen in seconds; and small processes. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("jobmanager.memory.process.size", "800m"),
          Map.entry("taskmanager.memory.process.size", "1200m"),
          Map.entry("taskmanager.memory.managed.fraction", "0.1"),
          Map.entry("taskmanager.memory.task.off-heap.size", "256m"),
          Map.entry("env.java.opts.jobmanager", SHORT_LIVED),
          Map.entry("env.java.opts.taskmanager", SHORT_LIVED),
          Map.entry("heartbeat.interval", "1s"),
          Map.entry("heartbeat.timeout", "6s"),
          Map.entry("high-availability.zookeeper.client.session-timeout", "6s"),
          Map.entry("execution.checkpointing.interval", "1s"),
          Map.entry("execution.checkpointing.min-pause", "0s"),
          Map.entry("execution.checkpointing.timeout", "20s"),
          // What the page shows is else up to three seconds old.
          Map.entry("web.refresh-interval", "200ms"),
          Map.entry("restart-strategy.exponential-delay.initial-backoff", "200ms"),
          Map.entry("restart-strategy.exponential-delay.max-backoff", "2s"),
          Map.entry(
              "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout", "1s"),
          Map.entry("jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "0s"));

  private final ClusterDirectory directory;
  private final Consumer<String> progress;
  private List<String> submitted = List.of();

  /**
   * A cluster that is not started.
   *
   * @param directory of all its files
   * @param progress is told what is being done
   */
  FlinkProcesses(Path directory, Consumer<String> progress) {
    this.directory = ClusterDirectory.at(directory);
    this.progress = progress;
  }

  /** Where checkpoints go. */
  static Path checkpoints(Path directory) {
    return directory.resolve("checkpoints");
  }

  private Cluster take() throws IOException {
    return Cluster.take(Installation.current(), directory, progress);
  }

  /** Starts all that is missing, and returns when the job that ran before runs again. */
  public void start() throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      new ClusterStart(cluster, READY_WITHIN).run(TASK_MANAGERS, null, SETTINGS);
    }
  }

  /** Submits a job and waits until its tasks run. */
  void submit(Path jar, List<String> arguments) throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      submitted = List.copyOf(arguments);
      JobSubmission submission = new JobSubmission(cluster);
      submission.run(submission.prepare(jar, null, arguments), null);
    }
  }

  /** Submits the job again as it was submitted first, from a savepoint, with arguments added. */
  public void resubmit(String savepoint, List<String> added, Duration runningWithin)
      throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      Deployment last = cluster.state().job();
      List<String> arguments = new ArrayList<>(submitted);
      arguments.addAll(added);
      Deployment job =
          new Deployment(last.jar(), last.config(), arguments, last.workingDirectory());
      new JobSubmission(cluster, runningWithin).run(job, savepoint);
    }
  }

  /** As {@link #resubmit(String, List, Duration)}, with the usual patience. */
  public void resubmit(String savepoint, List<String> added)
      throws IOException, InterruptedException {
    resubmit(savepoint, added, RUNNING_WITHIN);
  }

  /** Ends the job with a savepoint; the processes stay. */
  public String endJob() throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      return new ClusterStop(cluster).endJob();
    }
  }

  /** Cancels the job; the processes stay. */
  public void cancelJob() throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      new ClusterStop(cluster).cancelJob();
    }
  }

  /** Rescales the job while it runs. */
  public void rescale(Map<Stage, Integer> wanted) throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      new JobRescale(cluster).run(wanted);
    }
  }

  /** Stops the job with a savepoint and starts it from there at another parallelism. */
  public void rescaleFromSavepoint(Map<Stage, Integer> wanted)
      throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      requireDone(new Redeployment(cluster, HEALTHY_WITHIN).scale(wanted));
    }
  }

  /** Replaces the job's jar. */
  public void upgrade(Path jar) throws IOException, InterruptedException {
    try (Cluster cluster = take()) {
      Deployment copy =
          new JobSubmission(cluster).prepare(jar, null, cluster.state().job().arguments());
      requireDone(new Redeployment(cluster, HEALTHY_WITHIN).run("upgrade", copy));
    }
  }

  private static void requireDone(Redeployment.Outcome outcome) throws IOException {
    if (outcome.refused() != null) {
      throw new IOException("the job went back to what it was: " + outcome.refused());
    }
  }

  /** How the cluster and its job stand. */
  public ClusterStatus status() throws IOException, InterruptedException {
    return ClusterStatus.of(directory);
  }

  /** A process by name, such as {@code jobmanager} or {@code taskmanager-1}. */
  private long pid(String name) throws IOException {
    return directory.read().processes().stream()
        .filter(process -> process.name().equals(name))
        .mapToLong(ClusterProcess::pid)
        .findFirst()
        .orElseThrow(() -> new IOException("there is no process " + name));
  }

  /** Kills a process. */
  public void kill(String name) throws IOException {
    Signal.kill(pid(name));
  }

  /**
   * Kills all processes at once.
   *
   * @return how many were alive
   */
  public int killAll() throws IOException {
    List<ProcessHandle> alive =
        directory.read().processes().stream()
            .filter(ClusterProcess::isAlive)
            .flatMap(process -> ProcessHandle.of(process.pid()).stream())
            .toList();
    // All are asked before any is waited for: one that lost another might end by itself.
    alive.forEach(ProcessHandle::destroyForcibly);
    alive.forEach(process -> process.onExit().join());
    return alive.size();
  }

  /** Stops a process in its tracks; it keeps its memory and its connections. */
  public void freeze(String name) throws IOException {
    Signal.send("STOP", pid(name));
  }

  /** Lets a frozen process go on. */
  public void thaw(String name) throws IOException {
    Signal.send("CONT", pid(name));
  }

  @Override
  public void close() throws IOException {
    killAll();
  }
}
