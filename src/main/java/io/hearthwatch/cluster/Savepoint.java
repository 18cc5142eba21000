package io.hearthwatch.cluster;

import java.io.IOException;

/** Keeps the job's state at one moment for good, while the job runs on. */
public final class Savepoint {
  private final Cluster cluster;

  /** For a cluster on which a job runs. */
  public Savepoint(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Makes one and returns where it lies, as a URI.
   *
   * @throws ClusterException when no job runs or it cannot be made
   */
  public String make() throws IOException, InterruptedException {
    String location = cluster.requireJob().savepoint();
    cluster.remember(state -> state.savedAt(location));
    return location;
  }
}
