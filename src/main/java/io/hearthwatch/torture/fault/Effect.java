package io.hearthwatch.torture.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits until a fault is to be seen. */
final class Effect {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(100);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Effect() {}

  /**
   * Asks until it is there.
   *
   * @param otherwise what is said when it does not come
   * @throws FaultWithoutEffectException when it does not
   */
  static void await(String otherwise, Callable<Boolean> seen) throws Exception {
    await(otherwise, seen, PATIENCE);
  }

  /** The same for what is to be seen only when somebody's patience with something else is over. */
  static void awaitLong(String otherwise, Callable<Boolean> seen) throws Exception {
    await(otherwise, seen, LONG_PATIENCE);
  }

  /**
   * Asks somebody who may be too busy to answer at once.
   *
   * @param otherwise what is said when no answer comes
   * @throws FaultWithoutEffectException when none does
   */
  static <T> T answer(String otherwise, Callable<T> question) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return question.call();
      } catch (IOException noAnswer) {
        if (System.nanoTime() - deadline > 0) {
          throw new FaultWithoutEffectException(otherwise + ": " + noAnswer.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
  }

  private static void await(String otherwise, Callable<Boolean> seen, Duration patience)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!seen.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new FaultWithoutEffectException(otherwise);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
