package io.hearthwatch.publish;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * A line that says how far something has come: on a terminal it is written over, elsewhere it is a
 * new line now and then.
 *
 * <p>Safe to share between threads.
 */
public final class LiveLine {
  /** A line that wraps cannot be written over: one less than the usual terminal has columns. */
  private static final int WIDTH = 79;

  private final PrintWriter out;
  private final boolean terminal;
  private final long quietNanos;
  private long lastNanos = System.nanoTime();

  /**
   * @param terminal whether somebody looks on
   * @param quiet time between two lines where nobody does
   */
  public LiveLine(PrintWriter out, boolean terminal, Duration quiet) {
    this.out = out;
    this.terminal = terminal;
    this.quietNanos = quiet.toNanos();
  }

  /** Shows how things stand. */
  public synchronized void show(String text) {
    long now = System.nanoTime();
    if (terminal) {
      out.printf("\r%-" + WIDTH + "." + WIDTH + "s", text);
      out.flush();
    } else if (now - lastNanos >= quietNanos) {
      out.println(text);
      out.flush();
      lastNanos = now;
    }
  }

  /** Shows how things stand in the end. */
  public synchronized void finish(String text) {
    if (terminal) {
      show(text);
      out.println();
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Says something for good; the live line goes on below it. */
  public synchronized void say(String text) {
    if (terminal) {
      out.printf("\r%-" + WIDTH + "s\r", "");
    }
    out.println(text);
    out.flush();
  }

  /** Leaves the line as it stands: what follows is an error. */
  public synchronized void breakOff() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }
}
