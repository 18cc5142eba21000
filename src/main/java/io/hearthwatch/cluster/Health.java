package io.hearthwatch.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a new version until it is known to be healthy or not: all its tasks run, a checkpoint
 * was completed, and nothing failed since this began to look. For one thread.
 */
final class Health {
  private final FlinkJob job;
  private final long begin;
  private final long failuresUntil;
  private final long checkpointsUntil;
  private JobView view = new JobView("UNKNOWN", List.of());
  private String failure;
  private long completed;
  private Duration downtime = Duration.ZERO;

  private Health(FlinkJob job, long begin, long failuresUntil, long checkpointsUntil) {
    this.job = job;
    this.begin = begin;
    this.failuresUntil = failuresUntil;
    this.checkpointsUntil = checkpointsUntil;
  }

  /**
   * Of a job that was just submitted.
   *
   * @param begin when the one before was told to stop, as {@link System#nanoTime}
   */
  static Health ofNew(FlinkJob job, long begin) {
    return new Health(job, begin, 0, 0);
  }

  /**
   * Of one that may have run for long: what failed before does not count, nor what was completed.
   */
  static Health fromNowOn(FlinkJob job) throws IOException, InterruptedException {
    return new Health(
        job,
        System.nanoTime(),
        job.failure().map(FlinkJob.Failure::atMillis).orElse(0L),
        job.checkpoints().completed());
  }

  /** Looks for so long, or until it is clear. */
  void await(Duration patience) throws IOException, InterruptedException {
    Await.answer(patience, this::look, settled -> settled);
  }

  /** Whether it is clear by now. */
  private boolean look() throws IOException, InterruptedException {
    view = job.view();
    failure =
        job.failure()
            .filter(last -> last.atMillis() > failuresUntil)
            .map(FlinkJob.Failure::cause)
            .orElse(null);
    completed = job.checkpoints().completed() - checkpointsUntil;
    if (view.isRunning() && downtime.isZero()) {
      downtime = Duration.ofNanos(System.nanoTime() - begin);
    }
    return failure != null || view.isEnded() || (view.isRunning() && completed > 0);
  }

  /** The job as it was seen last. */
  JobView view() {
    return view;
  }

  /** From the beginning until all tasks were seen running. */
  Duration downtime() {
    return downtime;
  }

  /** What is wrong with it; empty when it is healthy. */
  Optional<String> refused(Duration patience) {
    if (failure != null) {
      return Optional.of("the new version failed: " + failure);
    }
    if (!view.isRunning()) {
      return Optional.of(
          "after %d s the new version is %s with %s running"
              .formatted(patience.toSeconds(), view.state(), view.tasks()));
    }
    return completed > 0
        ? Optional.empty()
        : Optional.of(
            "the new version completed no checkpoint within %d s".formatted(patience.toSeconds()));
  }
}
