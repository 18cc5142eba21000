package io.hearthwatch.torture.model;

import io.hearthwatch.torture.history.RecordedRecord;
import java.util.List;
import java.util.UUID;

/**
 * What must become of one record.
 *
 * @param record as the topic has it
 * @param act number of the act that published it; of a record that was sent again, of the last act
 *     that is known to have been before it
 * @param reading what it says
 * @param outcome duplicate, late, rejected; null when it is admitted, and its sight decides
 * @param reason of a rejection; null otherwise
 * @param frameId null when it is no reference
 * @param admission null unless admitted
 */
public record Frame(
    RecordedRecord record,
    int act,
    Reading reading,
    String outcome,
    String reason,
    UUID frameId,
    Admission admission) {

  /**
   * @param windowStartMillis start of its window
   * @param batchId key of its window's batch
   * @param sequence its number among the camera's admitted frames
   * @param outOfOrder whether a frame captured later was admitted before
   * @param sights all that looking at its file may give; one, unless the file was replaced or came
   *     at about the time at which a job gives up
   * @param unlessFailed late or duplicate: what another attempt at a frame is that is not known to
   *     have failed; null for a first attempt
   */
  public record Admission(
      long windowStartMillis,
      UUID batchId,
      long sequence,
      boolean outOfOrder,
      List<Sight> sights,
      String unlessFailed) {}

  /** Key of its ledger row. */
  public String key() {
    return record.at();
  }

  /** Whether more than one sight is right, so that what was seen decides. */
  public boolean undecided() {
    return admission != null && admission.sights().size() > 1;
  }
}
