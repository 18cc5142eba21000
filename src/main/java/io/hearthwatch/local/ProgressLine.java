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

  /** A line that wraps cannot be written over: one less than the usual terminal has columns. */
  private static final int WIDTH = 79;

  private final PrintWriter out;
  private final boolean terminal;
  private final long expected;
  private final Throughput throughput;
  private long lastNanos = System.nanoTime();

  ProgressLine(PrintWriter out, boolean terminal, long expected, Throughput throughput) {
    this.out = out;
    this.terminal = terminal;
    this.expected = expected;
    this.throughput = throughput;
  }

  void show(Progress progress) {
    long now = System.nanoTime();
    if (terminal) {
      out.printf("\r%-" + WIDTH + "." + WIDTH + "s", text(progress));
      out.flush();
    } else if (now - lastNanos >= QUIET_NANOS) {
      out.println(text(progress));
      out.flush();
      lastNanos = now;
    }
  }

  void finish(Progress progress) {
    if (terminal) {
      show(progress);
      out.println();
    } else {
      out.println(text(progress));
    }
    out.flush();
  }

  /** Leaves the line as it stands: what follows is an error. */
  void breakOff() {
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private String text(Progress progress) {
    return String.format(
        Locale.ROOT,
        "  %d/%d frames, %.0f/s, %d detections, %d windows (%d closed), %d events",
        progress.records(),
        expected,
        throughput.perSecond(),
        progress.detections(),
        progress.batches(),
        progress.closed(),
        progress.events());
  }
}
