package io.hearthwatch.torture;

import io.hearthwatch.torture.world.FlinkProcesses;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks at the job all the time, and notes when it first saw that something was wrong. */
final class Lookout implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final FlinkProcesses flink;
  private final Signs before;
  private final long begin = System.nanoTime();
  private final Thread thread = new Thread(this::watch, "lookout");
  private volatile Duration noticed;

  /** Begins to look. */
  Lookout(FlinkProcesses flink) throws InterruptedException {
    this.flink = flink;
    this.before = Signs.of(flink);
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (noticed == null && !Thread.currentThread().isInterrupted()) {
        if (Signs.of(flink).worseThan(before)) {
          noticed = Duration.ofNanos(System.nanoTime() - begin);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long after the beginning it saw something; empty when nothing was to be seen. */
  Optional<Duration> noticed() {
    return Optional.ofNullable(noticed);
  }

  /**
   * Waits until the job is well again.
   *
   * @param since the moment behind which it must have begun a checkpoint
   * @return false when the patience is over first
   */
  static boolean awaitWell(FlinkProcesses flink, Instant since, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!Signs.of(flink).wellSince(since)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
    return true;
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
