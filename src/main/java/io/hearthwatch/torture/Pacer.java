package io.hearthwatch.torture;

import io.hearthwatch.torture.history.HistoryPlayer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps a history from running ahead of the faults: each strike has its share of it. */
final class Pacer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final HistoryPlayer player;
  private final int shares;
  private final Thread thread = new Thread(this::keep, "pacer");
  private volatile double limit;

  /**
   * Begins to hold the player back; it may play its first share.
   *
   * @param shares equal parts of the history
   */
  Pacer(HistoryPlayer player, int shares) {
    this.player = player;
    this.shares = shares;
    this.limit = 1;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Lets the player go to the end of a share, and waits until the share has begun.
   *
   * @param number from 0
   */
  void awaitShare(int number) throws InterruptedException {
    limit = Math.max(limit, number + 1);
    while (played() < number) {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  /** Lets the player go a share further than it was meant to. */
  void goOn() {
    limit++;
  }

  /** Lets the player go to the end. */
  void release() {
    limit = Double.MAX_VALUE;
  }

  /** In shares. */
  private double played() {
    HistoryPlayer.Progress progress = player.progress();
    return (double) progress.done() * shares / progress.all();
  }

  private void keep() {
    boolean paused = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean ahead = played() >= limit;
        if (ahead != paused) {
          paused = ahead;
          if (ahead) {
            player.pause();
          } else {
            player.resume();
          }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
