package io.hearthwatch.local;

import io.hearthwatch.schema.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Says how far a job has come: on a terminal one line that is written over, elsewhere a line now
 * and then.
 */
final class ProgressLine {
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final boolean terminal;
  private final long expected;
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos - QUIET_NANOS;

  ProgressLine(PrintWriter out, boolean terminal, long expected) {
    this.out = out;
    this.terminal = terminal;
    this.expected = expected;
  }

  void show(Progress progress) {
    long now = System.nanoTime();
    if (terminal) {
      out.print("\r  " + text(progress) + "   ");
      out.flush();
    } else if (now - lastNanos >= QUIET_NANOS) {
      out.println("  " + text(progress));
      out.flush();
      lastNanos = now;
    }
  }

  void finish(Progress progress) {
    out.println((terminal ? "\r  " : "  ") + text(progress) + "   ");
    out.flush();
  }

  /** Frames per second since this line began, the start of the job included. */
  double framesPerSecond(Progress progress) {
    return progress.records() / ((System.nanoTime() - startNanos) / 1e9);
  }

  private String text(Progress progress) {
    return String.format(
        Locale.ROOT,
        "%d/%d frames, %d detections, %d windows (%d closed), %d events, %.0f frames/s",
        progress.records(),
        expected,
        progress.detections(),
        progress.batches(),
        progress.closed(),
        progress.events(),
        framesPerSecond(progress));
  }
}
