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
 * @param verdict analysed, rejected or shed
 * @param attempts how often the picture was asked for: a processing column
 */
public record DetectedFrame(
    AdmittedFrame frame,
    Integer width,
    Integer height,
    List<Detection> detections,
    Verdict verdict,
    int attempts) {

  /** The camera that took the frame. */
  public String cameraId() {
    return frame.cameraId();
  }
}
