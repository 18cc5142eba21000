package io.hearthwatch.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Ends a job with a savepoint, and knows that savepoint in the end whatever becomes of Flink's
 * answers.
 *
 * <p>The order has a number and a directory of its own and is written down before it is given. When
 * its answer is lost, or the command is killed, it is given again under the same number, which
 * changes nothing if it was heard; if the job has ended meanwhile, the directory tells what Flink
 * made.
 */
final class JobStop {
  private static final String METADATA = "_metadata";

  private final Cluster cluster;

  JobStop(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Ends a job, or finds the savepoint of the order that has ended it.
   *
   * @param also what else is written down in the same step as the savepoint
   * @return where the savepoint lies
   * @throws RefusedException when there is no savepoint, and will be none from this order
   */
  String run(String jobId, BiFunction<ClusterState, String, ClusterState> also)
      throws IOException, InterruptedException {
    StopOrder order = order(jobId);
    String savepoint;
    try {
      savepoint = obey(order);
    } catch (RefusedException e) {
      cluster.remember(state -> state.stopping(null));
      throw e;
    }
    cluster.remember(state -> also.apply(state.savedAt(savepoint).stopping(null), savepoint));
    return savepoint;
  }

  /** The order that was given to that job before and not answered, or a new one. */
  private StopOrder order(String jobId) throws IOException {
    StopOrder known = cluster.state().stopping();
    if (known != null && known.jobId().equals(jobId)) {
      return known;
    }
    StopOrder order = StopOrder.of(jobId);
    cluster.remember(state -> state.stopping(order));
    return order;
  }

  private String obey(StopOrder order) throws IOException, InterruptedException {
    FlinkJob job = cluster.job(order.jobId());
    Optional<JobView> view = job.find();
    if (view.isPresent() && !view.get().isEnded()) {
      return job.stopWithSavepoint(order.trigger(), directory(order).toUri().toString());
    }
    Optional<String> made = made(directory(order));
    if (made.isPresent()) {
      return made.get();
    }
    String state = view.map(JobView::state).orElse("not known any more");
    String last = state.equals("FINISHED") ? job.checkpoints().lastSavepoint() : null;
    if (last == null) {
      throw new RefusedException(
          "job %s is %s and left no savepoint: `hearthwatch cluster stop --cancel`, then start and"
                  .formatted(job.id(), state)
              + " submit from a checkpoint");
    }
    return last;
  }

  private Path directory(StopOrder order) {
    return cluster.directory().savepoints().resolve(order.trigger());
  }

  /** The newest whole savepoint there: the file that names its parts is written last. */
  private static Optional<String> made(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> whole;
    try (Stream<Path> savepoints = Files.list(directory)) {
      whole = savepoints.filter(found -> Files.exists(found.resolve(METADATA))).toList();
    }
    return whole.stream()
        .max(Comparator.comparing(JobStop::madeAt))
        .map(savepoint -> savepoint.toUri().toString().replaceAll("/$", ""));
  }

  private static FileTime madeAt(Path savepoint) {
    try {
      return Files.getLastModifiedTime(savepoint.resolve(METADATA));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
