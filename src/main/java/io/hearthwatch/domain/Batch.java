package io.hearthwatch.domain;

import java.util.Map;

/**
 * One camera's window of event time, as far as it is known.
 *
 * <p><b>Which of two states of one window stands:</b> the one with the higher ({@code afterGap},
 * {@code revision}, {@code stage}), compared in this order. So it is in the table, whose rows never
 * go back, and for whoever reads the topic of events, in whatever order states arrive. What knows
 * of a gap stands before what does not, however many frames that counted; among what knows of the
 * same, more frames stand before fewer; of the same frames, the more final stage. Offsets of
 * another topic or partition say nothing of these: between states of two, {@code revision} and
 * {@code stage} alone are compared, as when all frames are published again elsewhere. States that
 * are equal in all three are of the same frames: the later one stands, for a frame may have been
 * found or missed when it was read again. (Who reads the topic in another order than it was written
 * in may take the one with more {@code framesRecovered}.)
 *
 * @param batchId derived from result version, camera and window
 * @param cameraId the camera
 * @param windowStartMillis start, inclusive
 * @param windowEndMillis end, exclusive
 * @param stage how final this state is
 * @param closedBy what made it be written ({@code clock}, {@code silence}, {@code urgency}): a
 *     processing column
 * @param revision number of admitted frames it is based on, failed and shed ones included
 * @param framesAnalysed admitted frames that were searched for objects
 * @param framesFailed admitted frames that could not be
 * @param firstCapturedMicros earliest capture time of an admitted frame
 * @param lastCapturedMicros latest capture time of an admitted frame
 * @param topic Kafka topic of its frames
 * @param partition Kafka partition of its frames: a camera lives in one
 * @param firstOffset smallest offset of an admitted frame
 * @param lastOffset largest offset of an admitted frame
 * @param detections boxes at or above the threshold, all classes
 * @param classes per class name what was seen, only classes that were
 * @param keyFrame the picture that shows it best; null when nothing was detected
 * @param framesRecovered analysed frames that had failed at first, and were sent again
 * @param afterGap end of the last accepted gap in its partition that was known when this state was
 *     made, 0 if there is none: what was computed before knows of records that the ledger has
 *     forgotten. A processing column
 * @param framesShed admitted frames that were not to be searched, as too many arrived
 */
public record Batch(
    RowId batchId,
    String cameraId,
    long windowStartMillis,
    long windowEndMillis,
    Stage stage,
    String closedBy,
    long revision,
    int framesAnalysed,
    int framesFailed,
    long firstCapturedMicros,
    long lastCapturedMicros,
    String topic,
    int partition,
    long firstOffset,
    long lastOffset,
    int detections,
    Map<String, ClassTally> classes,
    KeyFrame keyFrame,
    int framesRecovered,
    long afterGap,
    int framesShed) {

  /**
   * A batch none of whose frames was sent again or shed, in a partition without an accepted gap.
   */
  public Batch(
      RowId batchId,
      String cameraId,
      long windowStartMillis,
      long windowEndMillis,
      Stage stage,
      String closedBy,
      long revision,
      int framesAnalysed,
      int framesFailed,
      long firstCapturedMicros,
      long lastCapturedMicros,
      String topic,
      int partition,
      long firstOffset,
      long lastOffset,
      int detections,
      Map<String, ClassTally> classes,
      KeyFrame keyFrame) {
    this(
        batchId,
        cameraId,
        windowStartMillis,
        windowEndMillis,
        stage,
        closedBy,
        revision,
        framesAnalysed,
        framesFailed,
        firstCapturedMicros,
        lastCapturedMicros,
        topic,
        partition,
        firstOffset,
        lastOffset,
        detections,
        classes,
        keyFrame,
        0,
        0,
        0);
  }

  /** The same, computed by a job that knows of an accepted gap up to this offset, exclusive. */
  public Batch withAfterGap(long gapEnd) {
    return new Batch(
        batchId,
        cameraId,
        windowStartMillis,
        windowEndMillis,
        stage,
        closedBy,
        revision,
        framesAnalysed,
        framesFailed,
        firstCapturedMicros,
        lastCapturedMicros,
        topic,
        partition,
        firstOffset,
        lastOffset,
        detections,
        classes,
        keyFrame,
        framesRecovered,
        gapEnd,
        framesShed);
  }
}
