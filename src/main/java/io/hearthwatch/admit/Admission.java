package io.hearthwatch.admit;

import io.hearthwatch.domain.RowId;
import io.hearthwatch.domain.Verdict;

/**
 * What was decided of one frame.
 *
 * @param refusal why it is not admitted; null when it is
 * @param frameId id of the frame
 * @param windowStartMillis start of its window
 * @param sequence its number; meaningless when refused
 * @param clockMicros the camera's clock after it; meaningless when refused
 * @param outOfOrder whether a later-captured frame was admitted before; meaningless when refused
 * @param retry whether it is another attempt at a frame that was admitted before
 * @param next the camera's state after it; unchanged when refused
 */
public record Admission(
    Verdict refusal,
    RowId frameId,
    long windowStartMillis,
    long sequence,
    long clockMicros,
    boolean outOfOrder,
    boolean retry,
    CameraClock next) {

  /** Whether the frame is to be analysed. */
  public boolean admitted() {
    return refusal == null;
  }
}
