package io.hearthwatch.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asks again and again until an answer is good enough, or the time is over. A job manager that does
 * not answer is asked again too: it may be on its way back.
 */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** A question to the cluster. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks once; an exception other than {@link NoAnswerException} ends the waiting. */
    T ask() throws IOException, InterruptedException;
  }

  /**
   * Returns the first answer that is good enough, or the last one when the time is over.
   *
   * @param patience how long to go on asking
   * @throws NoAnswerException when the last question had none
   */
  static <T> T answer(Duration patience, Question<T> question, Predicate<T> good)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        T answer = question.ask();
        if (good.test(answer) || System.nanoTime() - deadline > 0) {
          return answer;
        }
      } catch (NoAnswerException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
