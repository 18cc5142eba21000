package io.hearthwatch.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A cluster as one command has it in hand: nobody else works on it until this is closed. For one
 * thread.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(1);

  /** On top of what Flink itself gives tasks to be cancelled. */
  private static final Duration END_PATIENCE = Duration.ofMinutes(1);

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
    return new FlinkRest(state.restPort(), this::isUp);
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
    return runningJobs().stream().filter(job -> job.id().equals(state.jobId())).findFirst();
  }

  /** All that have not ended, also one whose submission was not written down. */
  List<FlinkJob> runningJobs() throws IOException, InterruptedException {
    JsonNode answer = Await.answer(ANSWER_PATIENCE, () -> rest().get("/jobs"), json -> true);
    List<FlinkJob> running = new ArrayList<>();
    for (JsonNode entry : answer.path("jobs")) {
      FlinkJob job = job(entry.path("id").asText());
      if (job.find().filter(view -> !view.isEnded()).isPresent()) {
        running.add(job);
      }
    }
    return running;
  }

  /** A job with that id, whether Flink knows it or not. */
  FlinkJob job(String id) {
    return new FlinkJob(
        rest(), id, new ClusterJvm(installation, directory).cancellation().plus(END_PATIENCE));
  }

  /** The job that runs, which must be there. */
  FlinkJob requireJob() throws IOException, InterruptedException {
    requireUp();
    requireNothingInterrupted();
    return runningJob()
        .orElseThrow(() -> new ClusterException("no job runs on the cluster: submit one first"));
  }

  /** What was begun must be brought to its end first. */
  void requireNothingInterrupted() throws ClusterException {
    if (state.interrupted() != null) {
      throw new ClusterException(state.interrupted());
    }
  }

  /** Ends all jobs; one whose tasks hang takes a task manager with it, when Flink gives them up. */
  void cancelAllJobs() throws IOException, InterruptedException {
    for (FlinkJob job : runningJobs()) {
      job.cancel();
    }
  }
}
