package io.hearthwatch.window;

import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Outcome;
import io.hearthwatch.domain.RowId;
import java.util.HashMap;
import java.util.Map;

/**
 * One window in state: its contents, and which rows were written of it.
 *
 * @param contents what it saw
 * @param closed whether the camera's clock passed its end, and the closed row left
 * @param provisional whether its provisional row left: at most one
 * @param interimRevision revision of its last interim row; 0 when there is none of these contents
 * @param failedFrames ids of the frames that could not be searched, each with whether another
 *     attempt has succeeded since; null in state from before there was such a thing
 */
public record WindowState(
    WindowContents contents,
    boolean closed,
    boolean provisional,
    long interimRevision,
    Map<String, Boolean> failedFrames) {

  /** A window that is open, without a frame yet, and of which nothing was written. */
  static WindowState open(WindowContents contents) {
    return new WindowState(contents, false, false, 0, Map.of());
  }

  /** The same with another frame, which is in the contents already. */
  WindowState withFrame(DetectedFrame frame, WindowContents now) {
    return new WindowState(
        now,
        closed,
        provisional,
        interimRevision,
        frame.verdict().outcome() == Outcome.REJECTED
            ? withFailed(frame.frame().frameId(), Boolean.FALSE)
            : failedFrames);
  }

  /** The same after a failed frame was analysed, and is in the contents as such. */
  WindowState withRecovered(RowId frameId, WindowContents now) {
    return new WindowState(now, closed, provisional, 0, withFailed(frameId, Boolean.TRUE));
  }

  /** Whether the frame failed and no other attempt has succeeded. */
  boolean failed(RowId frameId) {
    return failedFrames != null && Boolean.FALSE.equals(failedFrames.get(frameId.toString()));
  }

  /** Whether the frame failed and another attempt has succeeded. */
  boolean recovered(RowId frameId) {
    return failedFrames != null && Boolean.TRUE.equals(failedFrames.get(frameId.toString()));
  }

  /** Whether any of its frames failed, whatever came after. */
  boolean hadFailures() {
    return failedFrames != null && !failedFrames.isEmpty();
  }

  private Map<String, Boolean> withFailed(RowId frameId, Boolean recovered) {
    Map<String, Boolean> more =
        failedFrames == null ? new HashMap<>() : new HashMap<>(failedFrames);
    more.put(frameId.toString(), recovered);
    return more;
  }

  /** The same after its closed row left. */
  WindowState afterClose() {
    return new WindowState(contents, true, provisional, interimRevision, failedFrames);
  }

  /** The same after its provisional row left. */
  WindowState afterProvisional() {
    return new WindowState(contents, closed, true, interimRevision, failedFrames);
  }

  /** The same after an interim row of its contents left. */
  WindowState afterInterim() {
    return new WindowState(contents, closed, provisional, contents.revision(), failedFrames);
  }

  /** Whether silence has something to write: open, with frames that no interim row counted. */
  boolean unwritten() {
    return !closed && contents.revision() > interimRevision;
  }
}
