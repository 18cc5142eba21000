package io.hearthwatch.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the job by another version of it, from a savepoint, and goes back when the new one is
 * not healthy in time: all its tasks run, a checkpoint was completed, and nothing failed.
 *
 * <p>Each step is written down before it is taken. A command that was killed in the middle is given
 * again and goes on from there ({@link #resume}); the savepoint is never used up.
 */
public final class Redeployment {
  private final Cluster cluster;
  private final JobSubmission submission;
  private final Duration healthyWithin;

  /**
   * A change under way.
   *
   * @param kind the command: {@code upgrade} or {@code scale}
   * @param target what shall run
   * @param previous what ran, and runs again when the target is not healthy
   * @param previousJobId Flink's id of that
   * @param savepoint where both start from; null until it is made
   * @param refused why the target is not healthy; null as long as it may be
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Plan(
      String kind,
      Deployment target,
      Deployment previous,
      String previousJobId,
      String savepoint,
      String refused) {

    Plan from(String location) {
      return new Plan(kind, target, previous, previousJobId, location, refused);
    }

    Plan back(String reason) {
      return new Plan(kind, target, previous, previousJobId, savepoint, reason);
    }
  }

  /**
   * What came of it.
   *
   * @param job the job that runs now
   * @param savepoint where it started from
   * @param refused why the new version does not run; null when it does
   * @param downtime from the order to stop until all tasks of the job that runs now ran
   */
  public record Outcome(JobReport job, String savepoint, String refused, Duration downtime) {}

  /**
   * @param healthyWithin how long a new version has to become healthy
   */
  public Redeployment(Cluster cluster, Duration healthyWithin) {
    this.cluster = cluster;
    this.submission = new JobSubmission(cluster);
    this.healthyWithin = healthyWithin;
  }

  /** What to do about a change that was interrupted. */
  static String interrupted(Plan plan) {
    return ("the last %s was interrupted: `hearthwatch cluster %s --resume` goes on%s,"
            + " `hearthwatch cluster stop` ends everything")
        .formatted(
            plan.kind(),
            plan.kind(),
            plan.savepoint() == null ? "" : " from savepoint " + plan.savepoint());
  }

  /**
   * Replaces the job that runs.
   *
   * @param kind the command that does it
   * @throws ClusterException when the new version refuses its configuration, and nothing was
   *     touched; or when neither it nor the old one can be brought to run
   */
  public Outcome run(String kind, Deployment target) throws IOException, InterruptedException {
    FlinkJob job = cluster.requireJob();
    submission.validate(target);
    submission.awaitRunning(job);
    Deployment previous = cluster.state().job();
    cluster.remember(
        state -> state.redeploying(new Plan(kind, target, previous, job.id(), null, null)));
    return go();
  }

  /**
   * Replaces the job that runs by itself at another parallelism.
   *
   * @param wanted subtasks per stage, each at least 1
   * @throws ClusterException when it can neither be brought to run so nor as before
   */
  public Outcome scale(Map<Stage, Integer> wanted) throws IOException, InterruptedException {
    cluster.requireJob();
    return run("scale", cluster.state().job().at(wanted));
  }

  /**
   * Goes on with a change that was interrupted.
   *
   * @throws ClusterException when there is none
   */
  public Outcome resume() throws IOException, InterruptedException {
    cluster.requireUp();
    if (cluster.state().redeployment() == null) {
      throw new ClusterException("nothing was interrupted: there is nothing to resume");
    }
    return go();
  }

  private Outcome go() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    if (plan().savepoint() == null) {
      stopPrevious();
    } else {
      // What was submitted after the savepoint does again what it did, with the same rows.
      cluster.cancelAllJobs();
    }
    if (plan().refused() == null) {
      Outcome outcome = tryTarget(begin);
      if (outcome.refused() == null) {
        return outcome;
      }
      cluster.remember(state -> state.redeploying(plan().back(outcome.refused())));
      cluster.say("goes back: " + outcome.refused());
      cluster.cancelAllJobs();
    }
    return goBack(begin);
  }

  private Plan plan() {
    return cluster.state().redeployment();
  }

  private void stopPrevious() throws IOException, InterruptedException {
    cluster.say("stops the job with a savepoint");
    FlinkJob job = new FlinkJob(cluster.rest(), plan().previousJobId());
    String savepoint;
    if (job.view().state().equals("FINISHED")) {
      savepoint = job.checkpoints().lastSavepoint();
      if (savepoint == null) {
        throw new ClusterException(
            "job %s has ended without a savepoint: `hearthwatch cluster stop --cancel`, then start"
                    .formatted(job.id())
                + " and submit from a checkpoint");
      }
    } else {
      try {
        savepoint = job.stopWithSavepoint();
      } catch (ClusterException e) {
        cluster.remember(state -> state.redeploying(null));
        throw e;
      }
    }
    cluster.remember(
        state -> state.savedAt(savepoint).redeploying(state.redeployment().from(savepoint)));
  }

  private Outcome tryTarget(long begin) throws IOException, InterruptedException {
    FlinkJob job;
    try {
      job = submission.submit(plan().target(), plan().savepoint());
    } catch (ClusterException e) {
      return new Outcome(null, plan().savepoint(), e.getMessage(), Duration.ZERO);
    }
    Health health = new Health(job, begin);
    cluster.say("waits until it is healthy: all tasks, and one checkpoint");
    Await.answer(healthyWithin, health::look, settled -> settled);
    Optional<String> refused = health.refused();
    if (refused.isPresent()) {
      return new Outcome(null, plan().savepoint(), refused.get(), Duration.ZERO);
    }
    return ended(job, job.view(), null, health.downtime());
  }

  private Outcome goBack(long begin) throws IOException, InterruptedException {
    String refused = plan().refused();
    FlinkJob job = submission.submit(plan().previous(), plan().savepoint());
    JobView view = submission.awaitRunning(job);
    return ended(job, view, refused, Duration.ofNanos(System.nanoTime() - begin));
  }

  private Outcome ended(FlinkJob job, JobView view, String refused, Duration downtime)
      throws IOException {
    String savepoint = plan().savepoint();
    cluster.remember(state -> state.redeploying(null));
    return new Outcome(JobReport.of(job.id(), view), savepoint, refused, downtime);
  }

  /** Looks at a new version until it is known to be healthy or not. */
  private final class Health {
    private final FlinkJob job;
    private final long begin;
    private JobView view;
    private String failure;
    private long completed;
    private Duration downtime = Duration.ZERO;

    Health(FlinkJob job, long begin) {
      this.job = job;
      this.begin = begin;
    }

    /** Whether it is clear by now. */
    boolean look() throws IOException, InterruptedException {
      view = job.view();
      failure = job.lastFailure().orElse(null);
      completed = job.checkpoints().completed();
      if (view.isRunning() && downtime.isZero()) {
        downtime = Duration.ofNanos(System.nanoTime() - begin);
      }
      return failure != null || view.isEnded() || (view.isRunning() && completed > 0);
    }

    Duration downtime() {
      return downtime;
    }

    Optional<String> refused() {
      if (failure != null) {
        return Optional.of("the new version failed: " + failure);
      }
      if (!view.isRunning()) {
        return Optional.of(
            "after %d s the new version is %s with %s running"
                .formatted(healthyWithin.toSeconds(), view.state(), view.tasks()));
      }
      return completed > 0
          ? Optional.empty()
          : Optional.of(
              "the new version completed no checkpoint within %d s"
                  .formatted(healthyWithin.toSeconds()));
    }
  }
}
