package io.hearthwatch.torture.fault;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits until a fault is to be seen. */
final class Effect {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Effect() {}

  /**
   * Asks until it is there.
   *
   * @param otherwise what is said when it does not come
   * @throws FaultWithoutEffectException when it does not
   */
  static void await(String otherwise, Callable<Boolean> seen) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!seen.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new FaultWithoutEffectException(otherwise);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
