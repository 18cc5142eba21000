package io.hearthwatch.testing;

import io.hearthwatch.domain.AdmittedFrame;
import io.hearthwatch.domain.DetectedFrame;
import io.hearthwatch.domain.Detection;
import io.hearthwatch.domain.Envelope;
import io.hearthwatch.domain.FrameReference;
import io.hearthwatch.domain.Reason;
import io.hearthwatch.domain.RecordCoordinates;
import io.hearthwatch.domain.Requeue;
import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Verdict;
import java.util.List;

/**
 * Plays one camera: numbers its frames and keeps its clock as admission does, but judges nothing.
 * Windows are 90 s.
 */
public final class CameraTape {
  /** Length of the windows. */
  public static final long WINDOW_MILLIS = 90_000;

  private final String cameraId;
  private final long outOfOrdernessMicros;
  private long sequence;
  private long latestMicros = Long.MIN_VALUE / 2;

  /**
   * @param outOfOrdernessMillis how far the clock runs behind the latest frame
   */
  public CameraTape(String cameraId, long outOfOrdernessMillis) {
    this.cameraId = cameraId;
    this.outOfOrdernessMicros = outOfOrdernessMillis * 1000;
  }

  /** The camera's clock after the last frame. */
  public long clockMicros() {
    return latestMicros - outOfOrdernessMicros;
  }

  /** The next frame, searched, with these detections. */
  public DetectedFrame frame(long capturedMillis, Detection... detections) {
    return frame(capturedMillis * 1000, Verdict.ANALYSED, List.of(detections));
  }

  /** The next frame, which could not be searched. */
  public DetectedFrame failed(long capturedMillis) {
    return frame(capturedMillis * 1000, Verdict.rejected(Reason.UNDECODABLE, "cut off"), List.of());
  }

  /** The next frame, which was not to be searched. */
  public DetectedFrame shed(long capturedMillis) {
    return frame(capturedMillis * 1000, Verdict.shed("it would have waited"), List.of());
  }

  /** The next frame. */
  public DetectedFrame frame(long capturedMicros, Verdict verdict, List<Detection> detections) {
    boolean outOfOrder = capturedMicros < latestMicros;
    latestMicros = Math.max(latestMicros, capturedMicros);
    String uri = "file:///frames/" + cameraId + "/" + sequence + ".jpg";
    FrameReference reference = new FrameReference(cameraId, uri, capturedMicros, null, null, null);
    Envelope envelope =
        new Envelope(
            new RecordCoordinates("frames", 3, 1000 + sequence),
            1,
            Math.floorDiv(capturedMicros, 1000L),
            true,
            0,
            null,
            null,
            reference,
            null);
    long start = Math.floorDiv(capturedMicros, WINDOW_MILLIS * 1000) * WINDOW_MILLIS;
    AdmittedFrame admitted =
        new AdmittedFrame(
            envelope,
            new RowId(capturedMicros, sequence),
            new RowId(start, cameraId.hashCode()),
            start,
            sequence++,
            clockMicros(),
            outOfOrder);
    return new DetectedFrame(admitted, 640, 480, detections, verdict, 1);
  }

  /** Another attempt at a frame: the next number, the same frame; leaves the clock alone. */
  public DetectedFrame retry(DetectedFrame original, Verdict verdict, Detection... detections) {
    AdmittedFrame first = original.frame();
    Envelope before = first.envelope();
    RecordCoordinates at = new RecordCoordinates("frames", 3, 1000 + sequence);
    Envelope envelope =
        new Envelope(
            at,
            1,
            before.appendedAtMillis(),
            true,
            0,
            null,
            null,
            before.reference(),
            null,
            new Requeue(before.coordinates(), "again-" + sequence));
    AdmittedFrame again =
        new AdmittedFrame(
            envelope,
            first.frameId(),
            first.batchId(),
            first.windowStartMillis(),
            sequence++,
            clockMicros(),
            true,
            true,
            false);
    return new DetectedFrame(again, 640, 480, List.of(detections), verdict, 1);
  }

  /** A detection of 100 by 200 pixels. */
  public static Detection seen(String label, int confidenceE4) {
    return new Detection(0, label, confidenceE4, 10, 10, 110, 210);
  }
}
