package io.hearthwatch.torture.history;

/** The history's time, as the wall clock lets it pass; it can be held. Safe for any thread. */
final class PlayClock {
  private final double nanosPerMilli;
  private long heldNanos;
  private long heldSince;
  private boolean held;
  private long began;
  private boolean running;

  /**
   * @param nanosPerMilli nanoseconds of the wall clock for a millisecond of the history
   */
  PlayClock(double nanosPerMilli) {
    this.nanosPerMilli = nanosPerMilli;
  }

  /** Waits for a moment of the history. The first call is its beginning. */
  synchronized void await(long millis) throws InterruptedException {
    if (!running) {
      running = true;
      began = System.nanoTime();
      heldSince = began;
    }
    while (true) {
      // Asked once a turn: it may be over before it is asked again.
      long left = left(millis);
      if (held) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000 + 1);
      } else {
        return;
      }
    }
  }

  private long left(long millis) {
    return began + heldNanos + (long) (millis * nanosPerMilli) - System.nanoTime();
  }

  synchronized void pause() {
    if (!held) {
      held = true;
      heldSince = System.nanoTime();
    }
  }

  synchronized void resume() {
    if (held) {
      held = false;
      heldNanos += running ? System.nanoTime() - heldSince : 0;
      notifyAll();
    }
  }
}
