package io.hearthwatch.window;

import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.WatchedClass;
import java.util.Comparator;
import java.util.List;

/**
 * Which picture shows a window best. A total order over the frames of a camera, so the choice does
 * not depend on when a frame came: people before vehicles before animals before what is not
 * watched, then higher confidence, larger box, earlier capture, smaller frame id; within one frame
 * the earlier ordinal.
 */
final class KeyFrameOrder {
  private static final Comparator<KeyFrame> BEST_FIRST =
      Comparator.comparingInt((KeyFrame key) -> rank(key.detection().label()))
          .thenComparing(key -> key.detection().confidenceE4(), Comparator.reverseOrder())
          .thenComparing(key -> key.detection().area(), Comparator.reverseOrder())
          .thenComparing(KeyFrame::capturedAtMicros)
          .thenComparing(KeyFrame::frameId);

  private KeyFrameOrder() {}

  /** A parked car is seen more surely than the person beside it, and matters less. */
  private static int rank(String label) {
    WatchedClass watched = WatchedClass.ofLabel(label);
    return watched == null ? WatchedClass.Kind.values().length : watched.kind().ordinal();
  }

  /**
   * The better of the best so far and a frame's counted detections.
   *
   * @param best null when nothing was detected so far
   * @param counted detections at or above the threshold, in canonical order
   */
  static KeyFrame best(KeyFrame best, DetectedFrame frame, List<Detection> counted) {
    FrameReference reference = frame.frame().envelope().reference();
    KeyFrame result = best;
    for (Detection detection : counted) {
      KeyFrame candidate =
          new KeyFrame(
              frame.frame().frameId(), reference.uri(), reference.capturedAtMicros(), detection);
      if (result == null || BEST_FIRST.compare(candidate, result) < 0) {
        result = candidate;
      }
    }
    return result;
  }
}
