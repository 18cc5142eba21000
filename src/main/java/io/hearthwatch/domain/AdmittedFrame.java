package io.hearthwatch.domain;

/**
 * A frame that will be analysed, with its place in the camera's sequence.
 *
 * @param envelope the record it came in; its reference is never null
 * @param frameId derived from camera, capture time and URI
 * @param batchId the batch of the window that the frame belongs to
 * @param windowStartMillis start of that window, inclusive
 * @param sequence the camera's dense count of frames sent on to be analysed, from 0
 * @param clockMicros the camera's clock after this frame: never goes back along the sequence
 * @param outOfOrder whether a later-captured frame of the camera was admitted before this one
 * @param retry whether it is another attempt at a frame that was admitted before: it has a number
 *     of the sequence, and counts only if it mends a failure
 * @param resumes whether the camera was put to rest before this frame, so that the later stages may
 *     know nothing of it
 */
public record AdmittedFrame(
    Envelope envelope,
    RowId frameId,
    RowId batchId,
    long windowStartMillis,
    long sequence,
    long clockMicros,
    boolean outOfOrder,
    boolean retry,
    boolean resumes) {

  /** A frame that was not admitted before. */
  public AdmittedFrame(
      Envelope envelope,
      RowId frameId,
      RowId batchId,
      long windowStartMillis,
      long sequence,
      long clockMicros,
      boolean outOfOrder) {
    this(
        envelope,
        frameId,
        batchId,
        windowStartMillis,
        sequence,
        clockMicros,
        outOfOrder,
        false,
        false);
  }

  /** The same frame without its raw record. */
  public AdmittedFrame withoutRaw() {
    return new AdmittedFrame(
        envelope.withoutRaw(),
        frameId,
        batchId,
        windowStartMillis,
        sequence,
        clockMicros,
        outOfOrder,
        retry,
        resumes);
  }

  /** The camera that took the frame. */
  public String cameraId() {
    return envelope.reference().cameraId();
  }
}
