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
  private long lastNanos = System.nanoTime() - QUIET_NANOS;

  /** The first frames' appearance: what came before was starting up. */
  private long firstNanos;

  private long firstRecords;
  private double framesPerSecond;

  ProgressLine(PrintWriter out, boolean terminal, long expected) {
    this.out = out;
    this.terminal = terminal;
    this.expected = expected;
  }

  void show(Progress progress) {
    long now = System.nanoTime();
    measure(progress.records(), now);
    if (terminal) {
      out.print("\r  " + text(progress) + "   ");
      out.flush();
    } else if (now - lastNanos >= QUIET_NANOS) {
      out.println("  " + text(progress));
      out.flush();
      lastNanos = now;
    }
  }

  private void measure(long records, long now) {
    if (firstRecords == 0) {
      firstRecords = records;
      firstNanos = now;
    } else if (records < expected || framesPerSecond == 0) {
      framesPerSecond = (records - firstRecords) * 1e9 / (now - firstNanos);
    }
  }

  void finish(Progress progress) {
    out.println((terminal ? "\r  " : "  ") + text(progress) + "   ");
    out.flush();
  }

  /** Frames accounted for in a second, from the first ones on to the last. */
  double framesPerSecond() {
    return framesPerSecond;
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
        framesPerSecond);
  }
}
