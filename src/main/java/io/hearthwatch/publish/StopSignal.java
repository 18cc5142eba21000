package io.hearthwatch.publish;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells one working thread to end, also while it waits for something else.
 *
 * <p>Safe to share between threads; {@link #begin} and {@link #end} are the working one's.
 */
final class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);
  private Thread worker;

  /** From here on the calling thread is interrupted by the signal. */
  synchronized void begin() {
    worker = Thread.currentThread();
  }

  /** From here on nobody interrupts: what follows has to be written down. */
  synchronized void end() {
    worker = null;
    if (isGiven()) {
      Thread.interrupted();
    }
  }

  /** Gives the signal, for good. */
  synchronized void give() {
    given.countDown();
    if (worker != null) {
      worker.interrupt();
    }
  }

  boolean isGiven() {
    return given.getCount() == 0;
  }

  /** Waits a while for the signal. */
  void await(long millis) throws InterruptedException {
    boolean unused = given.await(millis, TimeUnit.MILLISECONDS);
  }
}
