package io.hearthwatch.torture;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearthwatch.torture.check.Difference;
import java.util.List;

/**
 * What a run came to.
 *
 * @param seed of history and schedule
 * @param schedule all strikes that were meant to happen
 * @param times of those that did
 * @param faults how many faults happened
 * @param records records of the history
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
    long writes,
    List<String> gaps,
    String stopped,
    List<Difference> differences,
    List<String> violations) {

  /** Whether everything is as it must be. */
  public boolean held() {
    return stopped == null && differences.isEmpty() && violations.isEmpty();
  }
}
