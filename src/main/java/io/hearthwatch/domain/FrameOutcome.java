package io.hearthwatch.domain;

import java.util.List;

/**
 * One row of the ledger: what became of one Kafka record, with its detections where it has any.
 *
 * @param coordinates topic, partition and offset; the row's identity
 * @param offsetCount offsets that the row stands for: 1, or the length of a gap
 * @param verdict outcome, reason and detail
 * @param cameraId null when the record did not say it validly
 * @param frameId null when the record holds no valid reference
 * @param capturedAtMicros null when the record holds no valid reference
 * @param appendedAtMillis the record's timestamp; 0 for a gap
 * @param uri null when the record holds no valid reference
 * @param sequence place in the camera's sequence; null unless admitted
 * @param batchId batch of the frame's window; null unless admitted
 * @param outOfOrder null unless admitted
 * @param width pixels; null when the picture's header was not read
 * @param height pixels; null when the picture's header was not read
 * @param detections those at or above the confidence threshold, in canonical order
 * @param key raw record key; null for analysed frames
 * @param value raw record value; null for analysed frames
 * @param ingestedAtMillis processing column
 * @param attempts processing column: how often the picture was asked for
 * @param requeue what the record repeats, by its own account; null for all others
 */
public record FrameOutcome(
    RecordCoordinates coordinates,
    long offsetCount,
    Verdict verdict,
    String cameraId,
    RowId frameId,
    Long capturedAtMicros,
    long appendedAtMillis,
    String uri,
    Long sequence,
    RowId batchId,
    Boolean outOfOrder,
    Integer width,
    Integer height,
    List<Detection> detections,
    byte[] key,
    byte[] value,
    long ingestedAtMillis,
    int attempts,
    Requeue requeue) {

  /** The row of a record that repeats no other. */
  public FrameOutcome(
      RecordCoordinates coordinates,
      long offsetCount,
      Verdict verdict,
      String cameraId,
      RowId frameId,
      Long capturedAtMicros,
      long appendedAtMillis,
      String uri,
      Long sequence,
      RowId batchId,
      Boolean outOfOrder,
      Integer width,
      Integer height,
      List<Detection> detections,
      byte[] key,
      byte[] value,
      long ingestedAtMillis,
      int attempts) {
    this(
        coordinates,
        offsetCount,
        verdict,
        cameraId,
        frameId,
        capturedAtMicros,
        appendedAtMillis,
        uri,
        sequence,
        batchId,
        outOfOrder,
        width,
        height,
        detections,
        key,
        value,
        ingestedAtMillis,
        attempts,
        null);
  }

  /** The row of a record that never became a reference: rejected at ingest, or a gap. */
  public static FrameOutcome unreadable(Envelope envelope) {
    return row(envelope, null, envelope.verdict(), 0);
  }

  /** The row of a valid reference that was not admitted. */
  public static FrameOutcome notAdmitted(Envelope envelope, RowId frameId, Verdict verdict) {
    return row(envelope, frameId, verdict, 0);
  }

  /**
   * The row of another attempt at a frame, which changed nothing: it failed again, or was not
   * needed.
   */
  public static FrameOutcome inVain(DetectedFrame retry, Verdict verdict) {
    AdmittedFrame frame = retry.frame();
    return row(frame.envelope(), frame.frameId(), verdict, retry.attempts());
  }

  private static FrameOutcome row(Envelope envelope, RowId frameId, Verdict verdict, int attempts) {
    FrameReference reference = envelope.reference();
    return new FrameOutcome(
        envelope.coordinates(),
        envelope.offsetCount(),
        verdict,
        reference == null ? null : reference.cameraId(),
        frameId,
        reference == null ? null : (Long) reference.capturedAtMicros(),
        envelope.appendedAtMillis(),
        reference == null ? null : reference.uri(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        envelope.key(),
        envelope.value(),
        envelope.ingestedAtMillis(),
        attempts,
        envelope.requeue());
  }

  /**
   * The row of an admitted frame.
   *
   * @param thresholdE4 detections below this confidence are for trackers, not for the table
   */
  public static FrameOutcome admitted(DetectedFrame detected, int thresholdE4) {
    AdmittedFrame frame = detected.frame();
    Envelope envelope = frame.envelope();
    FrameReference reference = envelope.reference();
    return new FrameOutcome(
        envelope.coordinates(),
        envelope.offsetCount(),
        detected.verdict(),
        reference.cameraId(),
        frame.frameId(),
        reference.capturedAtMicros(),
        envelope.appendedAtMillis(),
        reference.uri(),
        frame.sequence(),
        frame.batchId(),
        frame.outOfOrder(),
        detected.width(),
        detected.height(),
        detected.detections().stream().filter(d -> d.confidenceE4() >= thresholdE4).toList(),
        envelope.key(),
        envelope.value(),
        envelope.ingestedAtMillis(),
        detected.attempts(),
        envelope.requeue());
  }
}
