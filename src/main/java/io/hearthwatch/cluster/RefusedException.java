package io.hearthwatch.cluster;

/** Flink answered, and said no: what was asked for is not done, and will not be. */
final class RefusedException extends ClusterException {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
