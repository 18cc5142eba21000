package io.hearthwatch.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks again and again until an answer is good enough, or the time is over. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** A question to the cluster. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks once; an exception ends the waiting. */
    T ask() throws IOException, InterruptedException;
  }

  /**
   * Returns the first answer that is good enough, or the last one when the time is over.
   *
   * @param patience how long to go on asking
   */
  static <T> T answer(Duration patience, Question<T> question, Predicate<T> good)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      T answer = question.ask();
      if (good.test(answer) || System.nanoTime() - deadline > 0) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }
}
