package io.hearthwatch.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A cluster as one command has it in hand: nobody else works on it until this is closed. For one
 * thread.
 */
public final class Cluster implements AutoCloseable {
  private final Installation installation;
  private final ClusterDirectory directory;
  private final Consumer<String> progress;
  private final AutoCloseable lock;
  private ClusterState state;

  private Cluster(
      Installation installation,
      ClusterDirectory directory,
      Consumer<String> progress,
      AutoCloseable lock,
      ClusterState state) {
    this.installation = installation;
    this.directory = directory;
    this.progress = progress;
    this.lock = lock;
    this.state = state;
  }

  /**
   * Takes a cluster in hand, whether it runs or not.
   *
   * @param progress is told what is being done, a line at a time
   * @throws ClusterException when another command has it
   */
  public static Cluster take(
      Installation installation, ClusterDirectory directory, Consumer<String> progress)
      throws IOException {
    AutoCloseable lock = directory.lock();
    return new Cluster(installation, directory, progress, lock, directory.read());
  }

  /** Lets others have it. */
  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a lock's channel throws nothing else", e);
    }
  }

  /** What is known of it. */
  public ClusterState state() {
    return state;
  }

  /** Where its files are. */
  public ClusterDirectory directory() {
    return directory;
  }

  Installation installation() {
    return installation;
  }

  void say(String line) {
    progress.accept(line);
  }

  /** Writes down what is known from now on, before anything is done on the strength of it. */
  void remember(UnaryOperator<ClusterState> change) throws IOException {
    state = directory.write(change.apply(state));
  }

  FlinkRest rest() {
    return new FlinkRest(state.restPort());
  }

  /** Flink's web page. */
  public String page() {
    return rest().page();
  }

  /** Whether the job manager's process runs. */
  public boolean isUp() {
    return state.alive().stream().anyMatch(ClusterProcess::isJobManager);
  }

  void requireUp() throws ClusterException {
    if (!isUp()) {
      throw new ClusterException(
          "no cluster runs from %s: `hearthwatch cluster start` first".formatted(directory.path()));
    }
  }

  /** The job that was submitted, if the cluster knows it and it has not ended. */
  Optional<FlinkJob> runningJob() throws IOException, InterruptedException {
    if (!isUp() || state.jobId() == null) {
      return Optional.empty();
    }
    for (JsonNode job : rest().get("/jobs").path("jobs")) {
      FlinkJob known = new FlinkJob(rest(), job.path("id").asText());
      if (known.id().equals(state.jobId()) && !known.view().isEnded()) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** That job, which must be there. */
  FlinkJob requireJob() throws IOException, InterruptedException {
    requireUp();
    if (state.redeployment() != null) {
      throw new ClusterException(Redeployment.interrupted(state.redeployment()));
    }
    return runningJob()
        .orElseThrow(() -> new ClusterException("no job runs on the cluster: submit one first"));
  }

  /** Ends all jobs, also one whose submission was not written down. */
  void cancelAllJobs() throws IOException, InterruptedException {
    for (JsonNode job : rest().get("/jobs").path("jobs")) {
      FlinkJob any = new FlinkJob(rest(), job.path("id").asText());
      if (!any.view().isEnded()) {
        any.cancel();
      }
    }
  }
}
