package io.hearthwatch.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a later command must know of a cluster. Immutable; every change is a new value, and is
 * written before the step that it announces.
 *
 * @param restPort port of Flink's REST interface and web page on the loopback interface; 0 before
 *     the first start
 * @param zooKeeperPort port of the cluster's ZooKeeper; 0 before the first start
 * @param settings engine settings that were given at the start, on top of the shipped ones
 * @param processes the cluster's processes as they were started
 * @param job what was submitted last; null when nothing was or it is stopped
 * @param jobId Flink's id of it; null while it is being submitted
 * @param redeployment a change of the job that has begun and not ended; null when there is none
 * @param stopping an order to end the job with a savepoint that has not been answered; null when
 *     there is none
 * @param lastSavepoint where the last savepoint lies; null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterState(
    int restPort,
    int zooKeeperPort,
    Map<String, String> settings,
    List<ClusterProcess> processes,
    Deployment job,
    String jobId,
    Redeployment.Plan redeployment,
    StopOrder stopping,
    String lastSavepoint) {

  /** Of a cluster that was never started. */
  static ClusterState empty() {
    return new ClusterState(0, 0, Map.of(), List.of(), null, null, null, null, null);
  }

  ClusterState started(int port, int zooKeeper, Map<String, String> given) {
    return new ClusterState(
        port, zooKeeper, given, processes, job, jobId, redeployment, stopping, lastSavepoint);
  }

  ClusterState with(ClusterProcess process) {
    List<ClusterProcess> all = new ArrayList<>(processes);
    all.removeIf(other -> other.name().equals(process.name()));
    all.add(process);
    return withProcesses(all);
  }

  ClusterState withProcesses(List<ClusterProcess> all) {
    return new ClusterState(
        restPort, zooKeeperPort, settings, all, job, jobId, redeployment, stopping, lastSavepoint);
  }

  ClusterState running(Deployment deployment, String id) {
    return new ClusterState(
        restPort,
        zooKeeperPort,
        settings,
        processes,
        deployment,
        id,
        redeployment,
        stopping,
        lastSavepoint);
  }

  ClusterState savedAt(String savepoint) {
    return new ClusterState(
        restPort,
        zooKeeperPort,
        settings,
        processes,
        job,
        jobId,
        redeployment,
        stopping,
        savepoint);
  }

  /** {@code plan} is null when it has come to its end. */
  ClusterState redeploying(Redeployment.Plan plan) {
    return new ClusterState(
        restPort, zooKeeperPort, settings, processes, job, jobId, plan, stopping, lastSavepoint);
  }

  /** {@code order} is null when it was answered. */
  ClusterState stopping(StopOrder order) {
    return new ClusterState(
        restPort,
        zooKeeperPort,
        settings,
        processes,
        job,
        jobId,
        redeployment,
        order,
        lastSavepoint);
  }

  /** What a command that was cut off left to do, with the remedy; null when nothing. */
  @JsonIgnore
  String interrupted() {
    if (redeployment != null) {
      return Redeployment.interrupted(redeployment);
    }
    return stopping == null
        ? null
        : "job %s was told to stop, and its answer was lost: `hearthwatch cluster stop` again"
            .formatted(stopping.jobId());
  }

  /** Processes that still run. */
  List<ClusterProcess> alive() {
    return processes.stream().filter(ClusterProcess::isAlive).toList();
  }
}
