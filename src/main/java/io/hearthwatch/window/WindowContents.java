package io.hearthwatch.window;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.Batch;
import io.hearthwatch.domain.ClassTally;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.KeyFrame;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Stage;
import java.util.List;
import java.util.Map;

/**
 * What one window of a camera has seen so far. Immutable; adding frames in any order gives equal
 * contents.
 *
 * @param batchId key of the batch
 * @param cameraId the camera
 * @param windowStartMillis start, inclusive
 * @param windowEndMillis end, exclusive
 * @param framesAnalysed frames that were searched
 * @param framesFailed admitted frames that could not be
 * @param firstCapturedMicros earliest capture time
 * @param lastCapturedMicros latest capture time
 * @param offsets where the frames came from
 * @param detections boxes at or above the threshold
 * @param classes tally per class name
 * @param keyFrame the best picture; null when nothing was detected
 * @param framesRecovered analysed frames that had failed at first
 * @param framesShed admitted frames that were not to be searched; 0 in state from before there were
 *     any
 */
public record WindowContents(
    RowId batchId,
    String cameraId,
    long windowStartMillis,
    long windowEndMillis,
    int framesAnalysed,
    int framesFailed,
    long firstCapturedMicros,
    long lastCapturedMicros,
    OffsetRange offsets,
    int detections,
    Map<String, ClassTally> classes,
    KeyFrame keyFrame,
    int framesRecovered,
    int framesShed) {

  /**
   * The contents of a window with one frame.
   *
   * @param lengthMillis length of the window
   * @param thresholdE4 confidence from which a detection counts
   */
  static WindowContents of(DetectedFrame frame, long lengthMillis, int thresholdE4) {
    AdmittedFrame admitted = frame.frame();
    long captured = admitted.envelope().reference().capturedAtMicros();
    return new WindowContents(
            admitted.batchId(),
            admitted.cameraId(),
            admitted.windowStartMillis(),
            admitted.windowStartMillis() + lengthMillis,
            0,
            0,
            captured,
            captured,
            OffsetRange.of(admitted.envelope().coordinates()),
            0,
            Map.of(),
            null,
            0,
            0)
        .plus(frame, thresholdE4);
  }

  /** The contents with one frame more. */
  WindowContents plus(DetectedFrame frame, int thresholdE4) {
    return switch (frame.verdict().outcome()) {
      case ANALYSED -> with(frame, thresholdE4, 1, 0, 0, 0);
      case SHED -> with(frame, thresholdE4, 0, 0, 0, 1);
      default -> with(frame, thresholdE4, 0, 1, 0, 0);
    };
  }

  /** The contents with a frame analysed that is counted as failed. */
  WindowContents plusRecovered(DetectedFrame frame, int thresholdE4) {
    return with(frame, thresholdE4, 1, -1, 1, 0);
  }

  private WindowContents with(
      DetectedFrame frame,
      int thresholdE4,
      int analysedMore,
      int failedMore,
      int recoveredMore,
      int shedMore) {
    boolean analysed = frame.verdict().analysed();
    List<Detection> counted =
        analysed
            ? frame.detections().stream().filter(d -> d.confidenceE4() >= thresholdE4).toList()
            : List.of();
    long captured = frame.frame().envelope().reference().capturedAtMicros();
    return new WindowContents(
        batchId,
        cameraId,
        windowStartMillis,
        windowEndMillis,
        framesAnalysed + analysedMore,
        framesFailed + failedMore,
        Math.min(firstCapturedMicros, captured),
        Math.max(lastCapturedMicros, captured),
        offsets.plus(frame.frame().envelope().coordinates()),
        detections + counted.size(),
        ClassTallies.sum(classes, ClassTallies.ofFrame(counted, captured)),
        KeyFrameOrder.best(keyFrame, frame, counted),
        framesRecovered + recoveredMore,
        framesShed + shedMore);
  }

  /** Number of admitted frames in it, failed and shed ones included. */
  long revision() {
    return (long) framesAnalysed + framesFailed + framesShed;
  }

  /** These contents as a batch. */
  Batch toBatch(Stage stage, String closedBy) {
    return new Batch(
        batchId,
        cameraId,
        windowStartMillis,
        windowEndMillis,
        stage,
        closedBy,
        revision(),
        framesAnalysed,
        framesFailed,
        firstCapturedMicros,
        lastCapturedMicros,
        offsets.topic(),
        offsets.partition(),
        offsets.first(),
        offsets.last(),
        detections,
        classes,
        keyFrame,
        framesRecovered,
        0,
        framesShed);
  }
}
