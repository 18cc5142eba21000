package io.hearthwatch.window;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.Verdict;
import io.hearthwatch.domain.WatchedClass;
import io.hearthwatch.state.NumberedStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Tumbling windows of one camera at a time, driven by the camera's clock. Not thread-safe.
 *
 * <p>A frame is added to its window first; only then does its clock close windows, in window order,
 * and forget those whose lateness is over. A window with failed frames is kept longer, for other
 * attempts at them.
 */
final class CameraWindows {
  /** The camera's clock passed the window's end. */
  static final String BY_CLOCK = "clock";

  /** The camera fell silent. */
  static final String BY_SILENCE = "silence";

  /** A person was seen with urgent confidence. */
  static final String BY_URGENCY = "urgency";

  /**
   * Most windows of a camera that are kept for their failed frames alone: a day of windows of 90 s
   * without a single good picture. Of more, the oldest go.
   */
  static final int MOST_KEPT = 1000;

  private final long lengthMillis;
  private final long latenessMillis;
  private final long requeueMillis;
  private final int thresholdE4;
  private final int urgentE4;
  private final NumberedStore<WindowState> windows;

  /**
   * @param windows the camera's windows by their start in epoch milliseconds
   */
  CameraWindows(WindowSettings settings, NumberedStore<WindowState> windows) {
    this.lengthMillis = settings.length().toMillis();
    this.latenessMillis = settings.allowedLateness().toMillis();
    this.requeueMillis = Math.max(latenessMillis, settings.requeueWithin().toMillis());
    this.thresholdE4 = settings.thresholdE4();
    this.urgentE4 = settings.urgentConfidenceE4();
    this.windows = windows;
  }

  /**
   * Adds the next frame of the camera's sequence.
   *
   * @param before the camera's clock so far
   * @param out receives a provisional batch of an urgent frame, then closed and revised batches in
   *     window order
   * @return the camera's clock after it
   * @throws IllegalStateException when the frame contradicts what admission promises
   */
  CameraClock add(CameraClock before, DetectedFrame frame, Consumer<Batch> out) throws Exception {
    check(before, frame.frame());
    long start = frame.frame().windowStartMillis();
    long end = start + lengthMillis;
    WindowState window = withFrame(windows.get(start), frame);
    CameraClock clock = new CameraClock(frame.frame().clockMicros(), before.dueMillis());
    if (!clock.reached(end) && !window.provisional() && urgent(frame)) {
      out.accept(window.contents().toBatch(Stage.PROVISIONAL, BY_URGENCY));
      window = window.afterProvisional();
    }
    if (window.closed()) {
      out.accept(window.contents().toBatch(Stage.CLOSED, BY_CLOCK));
    }
    windows.put(start, window);
    long due = Math.min(clock.dueMillis(), window.closed() ? end + latenessMillis : end);
    return new CameraClock(
        clock.clockMicros(), clock.reached(due) ? closeAndForget(clock, out) : due);
  }

  /**
   * Takes another attempt at a frame that was admitted before. It counts, and revises its window,
   * if it is the first one to succeed of a frame that failed; otherwise it changes nothing.
   *
   * @param clock the camera's clock, which it does not move
   * @param out receives the batch, if a row of the window is due at once
   * @return what becomes of the attempt: analysed if it counts
   * @throws IllegalStateException when the frame contradicts what admission promises
   */
  Verdict retry(CameraClock clock, DetectedFrame frame, Consumer<Batch> out) throws Exception {
    checkWindow(frame.frame());
    RowId frameId = frame.frame().frameId();
    long start = frame.frame().windowStartMillis();
    long end = start + lengthMillis;
    WindowState window = windows.get(start);
    if (window != null && window.recovered(frameId)) {
      return Verdict.duplicate("the frame was requeued before, and analysed then");
    }
    if (window == null || !window.failed(frameId)) {
      return clock.reached(end + latenessMillis)
          ? Verdict.late(
              "its window ended at %s, and no failed frame of this name is remembered"
                  .formatted(Instant.ofEpochMilli(end)))
          : Verdict.duplicate("requeued, but the frame is not known to have failed");
    }
    if (!frame.verdict().analysed()) {
      return frame.verdict();
    }
    window = window.withRecovered(frameId, window.contents().plusRecovered(frame, thresholdE4));
    if (window.closed()) {
      out.accept(window.contents().toBatch(Stage.CLOSED, BY_CLOCK));
    } else if (!window.provisional() && urgent(frame)) {
      out.accept(window.contents().toBatch(Stage.PROVISIONAL, BY_URGENCY));
      window = window.afterProvisional();
    }
    windows.put(start, window);
    return Verdict.ANALYSED;
  }

  /** Whether some open window holds frames that no interim row counted. */
  boolean unwritten() throws Exception {
    for (long start : windows.numbers()) {
      if (windows.get(start).unwritten()) {
        return true;
      }
    }
    return false;
  }

  /** Writes every open window with frames that no interim row counted, in window order. */
  void writeInterim(Consumer<Batch> out) throws Exception {
    for (long start : windows.numbers()) {
      WindowState window = windows.get(start);
      if (window.unwritten()) {
        out.accept(window.contents().toBatch(Stage.INTERIM, BY_SILENCE));
        windows.put(start, window.afterInterim());
      }
    }
  }

  /**
   * Writes every window again of which something was written, in window order, and in the stage
   * that it was written in: rows of it may count frames that a gap has taken since, or may be gone
   * with them.
   *
   * @param topic topic of the gap
   * @param partition partition of the gap; windows of another are left alone
   */
  void writeAgain(String topic, int partition, Consumer<Batch> out) throws Exception {
    for (long start : windows.numbers()) {
      WindowState window = windows.get(start);
      OffsetRange offsets = window.contents().offsets();
      if (!offsets.topic().equals(topic) || offsets.partition() != partition) {
        continue;
      }
      if (window.closed()) {
        out.accept(window.contents().toBatch(Stage.CLOSED, BY_CLOCK));
      } else if (window.interimRevision() > 0) {
        out.accept(window.contents().toBatch(Stage.INTERIM, BY_SILENCE));
        windows.put(start, window.afterInterim());
      } else if (window.provisional()) {
        out.accept(window.contents().toBatch(Stage.PROVISIONAL, BY_URGENCY));
      }
    }
  }

  /** Forgets every window; what was to be written of them must have been. */
  void forgetAll() throws Exception {
    for (long start : windows.numbers()) {
      windows.remove(start);
    }
  }

  private WindowState withFrame(WindowState window, DetectedFrame frame) {
    if (window != null) {
      return window.withFrame(frame, window.contents().plus(frame, thresholdE4));
    }
    WindowContents first = WindowContents.of(frame, lengthMillis, thresholdE4);
    return WindowState.open(first).withFrame(frame, first);
  }

  private boolean urgent(DetectedFrame frame) {
    return frame.verdict().analysed()
        && frame.detections().stream()
            .anyMatch(
                d ->
                    d.confidenceE4() >= urgentE4
                        && d.confidenceE4() >= thresholdE4
                        && d.label().equals(WatchedClass.PERSON.label()));
  }

  /** Returns the moment at which a window needs attention next. */
  private long closeAndForget(CameraClock clock, Consumer<Batch> out) throws Exception {
    long due = Long.MAX_VALUE;
    Deque<Long> kept = new ArrayDeque<>();
    for (long start : windows.numbers()) {
      long end = start + lengthMillis;
      if (!clock.reached(end)) {
        due = Math.min(due, end);
        continue;
      }
      WindowState window = windows.get(start);
      if (!window.closed()) {
        out.accept(window.contents().toBatch(Stage.CLOSED, BY_CLOCK));
      }
      boolean forgotten = clock.reached(end + latenessMillis);
      if (forgotten && (!window.hadFailures() || clock.reached(end + requeueMillis))) {
        windows.remove(start);
        continue;
      }
      if (!window.closed()) {
        windows.put(start, window.afterClose());
      }
      if (forgotten) {
        kept.add(start);
      }
      due = Math.min(due, end + (forgotten ? requeueMillis : latenessMillis));
    }
    while (kept.size() > MOST_KEPT) {
      windows.remove(kept.poll());
    }
    return due;
  }

  private void check(CameraClock before, AdmittedFrame frame) {
    if (frame.clockMicros() < before.clockMicros()) {
      throw broken(frame, "the camera's clock went back from " + before.clockMicros() + " us");
    }
    checkWindow(frame);
    if (before.reached(frame.windowStartMillis() + lengthMillis + latenessMillis)) {
      throw broken(frame, "its window was forgotten at " + before.clockMicros() + " us");
    }
  }

  private void checkWindow(AdmittedFrame frame) {
    long captured = frame.envelope().reference().capturedAtMicros();
    long start = frame.windowStartMillis();
    long end = start + lengthMillis;
    if (Math.floorMod(start, lengthMillis) != 0
        || captured < start * 1000L
        || captured >= end * 1000L) {
      throw broken(frame, "its window is not the one of " + lengthMillis + " ms around it");
    }
  }

  private static IllegalStateException broken(AdmittedFrame frame, String what) {
    return new IllegalStateException(
        "camera %s, frame number %d (captured at %d us, clock %d us, window from %d ms): %s; admit and window must run with the same settings, from the same checkpoint"
            .formatted(
                frame.cameraId(),
                frame.sequence(),
                frame.envelope().reference().capturedAtMicros(),
                frame.clockMicros(),
                frame.windowStartMillis(),
                what));
  }
}
