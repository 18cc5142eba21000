package io.hearthwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that works in small steps end after the present one at Ctrl-C and SIGTERM, and
 * holds the JVM until it has.
 */
final class StopAtSignal implements AutoCloseable {
  private static final Duration LAST_STEP = Duration.ofSeconds(30);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-at-signal");
  private volatile boolean requested;

  StopAtSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    requested = true;
    try {
      if (!done.await(LAST_STEP.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("the last step did not end in time; it is taken back");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is time to end. */
  boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what ended the command.
      return;
    }
  }
}
