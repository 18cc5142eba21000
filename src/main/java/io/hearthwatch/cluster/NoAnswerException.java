package io.hearthwatch.cluster;

/**
 * The job manager gave no answer: whether it took the order is not known, and it may be asked
 * again.
 */
final class NoAnswerException extends ClusterException {
  private static final long serialVersionUID = 1;

  NoAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
