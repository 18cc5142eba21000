package io.hearthwatch.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hearthwatch.local.KnownProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of a cluster, told from a later one that was given the same number.
 *
 * @param name {@code zookeeper}, {@code jobmanager} or such as {@code taskmanager-1}, also its
 *     log's name
 * @param pid process number
 * @param start as {@link KnownProcess} has it
 */
public record ClusterProcess(String name, long pid, String start) {
  static final String ZOOKEEPER = "zookeeper";
  static final String JOB_MANAGER = "jobmanager";
  static final String TASK_MANAGER = "taskmanager-";

  /** Remembers a process that was just started. */
  static ClusterProcess of(String name, ProcessHandle handle) {
    return new ClusterProcess(name, handle.pid(), KnownProcess.of(handle).start());
  }

  /** Whether that very process still runs. */
  @JsonIgnore
  public boolean isAlive() {
    return handle().isPresent();
  }

  /** Whether it is the job manager. */
  @JsonIgnore
  public boolean isJobManager() {
    return name.equals(JOB_MANAGER);
  }

  /** Whether it is one of the task managers. */
  @JsonIgnore
  public boolean isTaskManager() {
    return name.startsWith(TASK_MANAGER);
  }

  /**
   * Ends it: asked at first, killed when it has not ended after a while. Returns when it is gone.
   */
  void end(Duration patience) throws InterruptedException {
    Optional<ProcessHandle> running = handle();
    if (running.isEmpty()) {
      return;
    }
    running.get().destroy();
    if (!awaitEnd(running.get(), patience)) {
      running.get().destroyForcibly();
      awaitEnd(running.get(), patience);
    }
  }

  private Optional<ProcessHandle> handle() {
    return new KnownProcess(pid, start).handle();
  }

  private static boolean awaitEnd(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for process " + process.pid(), e);
    }
  }
}
