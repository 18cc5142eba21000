package io.hearthwatch.local;

import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.schema.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says how far a job has come, on a {@link LiveLine}. */
final class ProgressLine {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final LiveLine line;
  private final long expected;
  private final Throughput throughput;

  ProgressLine(PrintWriter out, boolean terminal, long expected, Throughput throughput) {
    this.line = new LiveLine(out, terminal, QUIET);
    this.expected = expected;
    this.throughput = throughput;
  }

  void show(Progress progress) {
    line.show(text(progress));
  }

  void finish(Progress progress) {
    line.finish(text(progress));
  }

  /** Leaves the line as it stands: what follows is an error. */
  void breakOff() {
    line.breakOff();
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
