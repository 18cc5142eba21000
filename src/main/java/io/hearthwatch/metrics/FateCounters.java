package io.hearthwatch.metrics;

import io.hearthwatch.domain.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts the records that a stage turns away ({@link JobMetric#RECORDS_TURNED_AWAY}). Safe to share
 * between threads.
 */
public final class FateCounters {
  private final MetricGroup operator;
  private final Map<Fate, Counter> counters = new ConcurrentHashMap<>();

  /**
   * @param operator the stage's group
   * @param expected fates that are shown from the start, as 0; any other from its first record on
   */
  public FateCounters(MetricGroup operator, List<Fate> expected) {
    this.operator = operator;
    expected.forEach(this::counter);
  }

  /** Counts one record. */
  public void count(Verdict verdict) {
    counter(Fate.of(verdict)).inc();
  }

  private Counter counter(Fate fate) {
    return counters.computeIfAbsent(
        fate, f -> JobMetric.RECORDS_TURNED_AWAY.counter(operator, f.labels()));
  }
}
