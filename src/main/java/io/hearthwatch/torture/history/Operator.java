package io.hearthwatch.torture.history;

/**
 * Does what people do beside the cameras, as they do it. Safe for any thread: one thing after the
 * other.
 */
@FunctionalInterface
public interface Operator {

  /**
   * Has rejected records sent again, as often as it must be tried until it is done.
   *
   * @param which of them
   * @throws InterruptedException when the history is given up
   * @throws IllegalStateException when it cannot be done, whatever is tried
   */
  void requeue(Act.Requeue which) throws InterruptedException;
}
