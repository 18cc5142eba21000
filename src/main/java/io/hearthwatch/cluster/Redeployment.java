package io.hearthwatch.cluster;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** Processes that lived before anything was touched. */
  private Set<String> atFirst = Set.of();

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
    atFirst = cluster.state().alive().stream().map(ClusterProcess::name).collect(toSet());
    if (plan().savepoint() == null) {
      cluster.say("stops the job with a savepoint");
      stopPrevious();
    } else {
      Optional<Outcome> arrived = lookAtWhatWasSubmitted();
      if (arrived.isPresent()) {
        return arrived.get();
      }
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
    }
    return goBack(begin);
  }

  private Plan plan() {
    return cluster.state().redeployment();
  }

  private void stopPrevious() throws IOException, InterruptedException {
    try {
      new JobStop(cluster)
          .run(
              plan().previousJobId(),
              (state, savepoint) -> state.redeploying(state.redeployment().from(savepoint)));
    } catch (RefusedException e) {
      cluster.remember(state -> state.redeploying(null));
      throw e;
    }
  }

  /**
   * A command that was killed late may have left behind what it was to bring about; that may have
   * run for long since, and is not thrown away for a savepoint that is old by now.
   */
  private Optional<Outcome> lookAtWhatWasSubmitted() throws IOException, InterruptedException {
    Deployment wanted = plan().refused() == null ? plan().target() : plan().previous();
    Optional<FlinkJob> job = cluster.runningJob();
    if (job.isEmpty()
        || job.get().id().equals(plan().previousJobId())
        || !cluster.state().job().equals(wanted)) {
      return Optional.empty();
    }
    cluster.say("looks whether what was submitted is healthy");
    Health health = Health.fromNowOn(job.get());
    return refusal(health).isEmpty()
        ? Optional.of(ended(job.get(), health.view(), plan().refused(), Duration.ZERO))
        : Optional.empty();
  }

  private Outcome tryTarget(long begin) throws IOException, InterruptedException {
    FlinkJob job;
    try {
      job = submission.submit(plan().target(), plan().savepoint());
    } catch (ClusterException e) {
      return new Outcome(null, plan().savepoint(), e.getMessage(), Duration.ZERO);
    }
    Health health = Health.ofNew(job, begin);
    cluster.say("waits until it is healthy: all tasks, and one checkpoint");
    Optional<String> refused = refusal(health);
    if (refused.isPresent()) {
      return new Outcome(null, plan().savepoint(), refused.get(), Duration.ZERO);
    }
    return ended(job, health.view(), null, health.downtime());
  }

  /** A version under which the job manager ends or falls silent is not healthy either. */
  private Optional<String> refusal(Health health) throws IOException, InterruptedException {
    try {
      health.await(healthyWithin);
      return health.refused(healthyWithin);
    } catch (ClusterException e) {
      return Optional.of("the new version cannot be looked at: " + e.getMessage());
    }
  }

  private Outcome goBack(long begin) throws IOException, InterruptedException {
    String refused = plan().refused();
    ClusterStart start = new ClusterStart(cluster, ClusterStart.USUAL_PATIENCE);
    // The new version may have taken processes with it: the job manager, or in being cancelled,
    // where its tasks hang, their task managers.
    start.bringBack(atFirst);
    cluster.cancelAllJobs();
    start.bringBack(atFirst);
    FlinkJob job = submission.submit(plan().previous(), plan().savepoint());
    // A task manager may end later than its job, which then has no slots.
    JobView view =
        submission.awaitRunning(
            job,
            () -> {
              start.bringBack(atFirst);
              return job.view();
            });
    return ended(job, view, refused, Duration.ofNanos(System.nanoTime() - begin));
  }

  private Outcome ended(FlinkJob job, JobView view, String refused, Duration downtime)
      throws IOException {
    String savepoint = plan().savepoint();
    cluster.remember(state -> state.redeploying(null));
    return new Outcome(JobReport.of(job.id(), view), savepoint, refused, downtime);
  }
}
