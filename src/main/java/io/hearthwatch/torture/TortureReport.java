package io.hearthwatch.torture;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearthwatch.torture.check.Difference;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param seed of history and schedule
 * @param schedule all strikes that were meant to happen
 * @param times of those that did
 * @param faults how many faults happened
 * @param records records of the history
 * @param outcomes how many records had which outcome, by the ledger
 * @param requeued the same of those that say that they were sent again
 * @param writes writes that the database noted
 * @param gaps offsets that were accepted as gaps, {@code partition:from-to}
 * @param stopped why the run ended before its comparison; null when it did not
 * @param differences from what must be, nearest to the cause first
 * @param violations of the audit, a line each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TortureReport(
    long seed,
    String schedule,
    List<FaultTimes> times,
    int faults,
    long records,
    Map<String, Long> outcomes,
    Map<String, Long> requeued,
    long writes,
    List<String> gaps,
    String stopped,
    List<Difference> differences,
    List<String> violations) {

  /**
   * Whether it fails, and in the same way as another: both before their comparison, or both by what
   * was compared.
   */
  boolean failsLike(TortureReport other) {
    return !held() && (stopped == null) == (other.stopped == null);
  }

  /** Whether everything is as it must be. */
  public boolean held() {
    return stopped == null && differences.isEmpty() && violations.isEmpty();
  }
}
