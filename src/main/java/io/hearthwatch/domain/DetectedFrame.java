package io.hearthwatch.domain;

import java.util.List;

/**
 * What fetch and detect made of one admitted frame: its detections, or the reason why there are
 * none.
 *
 * @param frame the admitted frame; its raw record is kept only when the frame was not analysed
 * @param width width of the picture in pixels; null when its header was never read
 * @param height height of the picture in pixels; null when its header was never read
 * @param detections all boxes from the low confidence on, in canonical order; empty unless analysed
 * @param verdict analysed, rejected or shed; null of a {@link #farewell}
 * @param attempts how often the picture was asked for: a processing column
 */
public record DetectedFrame(
    AdmittedFrame frame,
    Integer width,
    Integer height,
    List<Detection> detections,
    Verdict verdict,
    int attempts) {

  /** In a camera's sequence, the word that whoever comes to it may forget the camera. */
  public static DetectedFrame farewell(Farewell farewell) {
    Envelope nothing =
        new Envelope(
            null,
            1,
            0,
            false,
            0,
            null,
            null,
            new FrameReference(farewell.cameraId(), null, 0, null, null, null),
            null);
    return new DetectedFrame(
        new AdmittedFrame(nothing, null, null, 0, farewell.sequence(), 0, false),
        null,
        null,
        List.of(),
        null,
        0);
  }

  /** Whether it is such a word, and no frame. */
  public boolean isFarewell() {
    return verdict == null;
  }

  /** The camera that took the frame. */
  public String cameraId() {
    return frame.cameraId();
  }
}
