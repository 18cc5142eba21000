package io.hearthwatch.window;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Stage;
import io.hearthwatch.domain.WatchedClass;
import io.hearthwatch.state.NumberedStore;
import java.util.function.Consumer;

/**
 * Tumbling windows of one camera at a time, driven by the camera's clock. Not thread-safe.
 *
 * <p>A frame is added to its window first; only then does its clock close windows, in window order,
 * and forget those whose lateness is over.
 */
final class CameraWindows {
  /** The camera's clock passed the window's end. */
  static final String BY_CLOCK = "clock";

  /** The camera fell silent. */
  static final String BY_SILENCE = "silence";

  /** A person was seen with urgent confidence. */
  static final String BY_URGENCY = "urgency";

  private final long lengthMillis;
  private final long latenessMillis;
  private final int thresholdE4;
  private final int urgentE4;
  private final NumberedStore<WindowState> windows;

  /**
   * @param windows the camera's windows by their start in epoch milliseconds
   */
  CameraWindows(WindowSettings settings, NumberedStore<WindowState> windows) {
    this.lengthMillis = settings.length().toMillis();
    this.latenessMillis = settings.allowedLateness().toMillis();
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

  private WindowState withFrame(WindowState window, DetectedFrame frame) {
    return window == null
        ? WindowState.open(WindowContents.of(frame, lengthMillis, thresholdE4))
        : window.withContents(window.contents().plus(frame, thresholdE4));
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
      if (clock.reached(end + latenessMillis)) {
        windows.remove(start);
        continue;
      }
      if (!window.closed()) {
        windows.put(start, window.afterClose());
      }
      due = Math.min(due, end + latenessMillis);
    }
    return due;
  }

  private void check(CameraClock before, AdmittedFrame frame) {
    long captured = frame.envelope().reference().capturedAtMicros();
    long start = frame.windowStartMillis();
    long end = start + lengthMillis;
    if (frame.clockMicros() < before.clockMicros()) {
      throw broken(frame, "the camera's clock went back from " + before.clockMicros() + " us");
    }
    if (Math.floorMod(start, lengthMillis) != 0
        || captured < start * 1000L
        || captured >= end * 1000L) {
      throw broken(frame, "its window is not the one of " + lengthMillis + " ms around it");
    }
    if (before.reached(end + latenessMillis)) {
      throw broken(frame, "its window was forgotten at " + before.clockMicros() + " us");
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
