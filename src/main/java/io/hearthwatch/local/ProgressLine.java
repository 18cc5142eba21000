package io.hearthwatch.local;

import io.hearthwatch.publish.LiveLine;
import io.hearthwatch.schema.Progress;
import io.hearthwatch.text.Count;
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
        "  %d/%s, %.0f/s, %s, %s (%d closed), %s",
        progress.records(),
        Count.of(expected, "frame"),
        throughput.perSecond(),
        Count.of(progress.detections(), "detection"),
        Count.of(progress.batches(), "window"),
        progress.closed(),
        Count.of(progress.events(), "event"));
  }
}
